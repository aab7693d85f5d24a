package bpf4j.benchmarks.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.benchmarks.compare.measure.Median;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {
  private static final Side MEASURED =
      new Side(
          "libbpf",
          new Median(1234.5, 1200, 1300),
          new Median(2469, 2400, 2500),
          new Median(0.5, 0.45, 0.55),
          null,
          Map.of("B/op", 0.04),
          null);
  private static final Side MISSING = Side.missing("BCC", "no <headers> | of \"6.18\"\\");
  private static final Report REPORT =
      new Report(
          Map.of("kernel", "6.18 & more"),
          List.of(
              new Section(
                  "maps",
                  "Maps",
                  "By turns.",
                  List.of(
                      new Row("get", "ns", List.of(MEASURED, MISSING), null),
                      new Row("put", "ns", List.of(), "allocates 8 B")))));

  @Test
  void writesAllForms(@TempDir Path folder) throws IOException {
    REPORT.write(folder.resolve("deep"));
    assertThat(folder.resolve("deep"))
        .isDirectoryContaining("glob:**report.md")
        .isDirectoryContaining("glob:**report.json")
        .isDirectoryContaining("glob:**report.html");
    assertThat(Files.readString(folder.resolve("deep/report.md"))).startsWith("# ");
  }

  @Test
  void markdownKeepsTheRowOfAPeerThatIsMissing() {
    assertThat(Markdown.of(REPORT))
        .contains("| get, ns | libbpf | 2,469 | 1,235 | 0.500 [0.450, 0.550] |  | B/op 0.04 |")
        .contains("| get, ns | BCC |  |  |  |  | no <headers> \\| of \"6.18\"\\ |")
        .contains("**failed**: allocates 8 B");
  }

  @Test
  void jsonEscapesAndLeavesOut() {
    assertThat(Json.of(REPORT))
        .contains("\"ratio\": {\"value\": 0.500000, \"low\": 0.450000, \"high\": 0.550000}")
        .contains("\"reason\": \"no <headers> | of \\\"6.18\\\"\\\\\"")
        .contains("\"cpuRatio\": null")
        .contains("\"problem\": \"allocates 8 B\"");
  }

  @Test
  void pageIsWellFormedAndNeedsNothingElse() throws Exception {
    String page = Html.of(REPORT);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(page)));
    NodeList dots = document.getElementsByTagName("circle");
    assertThat(dots.getLength()).isEqualTo(1);
    assertThat(dots.item(0).getAttributes().getNamedItem("class").getNodeValue())
        .isEqualTo("better");
    assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http", "src=");
  }

  @Test
  void terminalNamesMissingPeersOnce() {
    Section section = REPORT.sections().get(0);
    assertThat(TextTable.of(section.rows().get(0))).contains("libbpf").doesNotContain("BCC");
    assertThat(TextTable.of(section.rows().get(1))).contains("put: FAILED: allocates 8 B");
    assertThat(TextTable.missing(section)).contains("in 1 rows not beside BCC: no <headers>");
  }

  @Test
  void failuresAreTheRowsWithAProblem() {
    assertThat(REPORT.failures()).extracting(Row::name).containsExactly("put");
  }
}
