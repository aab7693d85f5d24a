package bpf4j.elf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FlameGraphTest {
  @TempDir Path folder;

  private static FoldedStacks stacks() {
    FoldedStacks stacks = new FoldedStacks();
    stacks.add(List.of("main", "parse", "read"), 30);
    stacks.add(List.of("main", "parse", "read"), 10);
    stacks.add(List.of("main", "parse"), 20);
    stacks.add(List.of("main", "std::vector<int, A&B>;x\n\"q\""), 40);
    stacks.add(List.of("idle", ""), 0);
    stacks.add(List.of(), 7);
    return stacks;
  }

  @Test
  void foldsStacks() throws IOException {
    FoldedStacks stacks = stacks();
    assertThat(stacks)
        .hasToString(
            """
            idle;[unknown] 0
            main;parse 20
            main;parse;read 40
            main;std::vector<int, A&B>:x "q" 40
            """);
    assertThat(stacks.total()).isEqualTo(100);
    assertThat(FoldedStacks.parse(stacks.toString()).asMap()).isEqualTo(stacks.asMap());
    assertThat(FoldedStacks.parse("# title\n\nalone\na b;c 3\na b;c 4\n").asMap())
        .isEqualTo(Map.of("a b;c", 7L));
    Path file = folder.resolve("stacks.txt");
    stacks.write(file);
    assertThat(file).hasContent(stacks.toString());
  }

  private record Box(double x, double y, double width) {}

  private static Map<String, Box> boxes(String svg) throws Exception {
    NodeList groups =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("g");
    Map<String, Box> boxes = new HashMap<>();
    for (int i = 0; i < groups.getLength(); i++) {
      Element group = (Element) groups.item(i);
      Element rectangle = (Element) group.getElementsByTagName("rect").item(0);
      boxes.put(
          group.getAttribute("data-n"),
          new Box(
              Double.parseDouble(rectangle.getAttribute("x")),
              Double.parseDouble(rectangle.getAttribute("y")),
              Double.parseDouble(rectangle.getAttribute("width"))));
    }
    return boxes;
  }

  @Test
  void drawsBoxesAsWideAsTheirNumbers() throws Exception {
    Path file = folder.resolve("graph.svg");
    FlameGraph.of(stacks()).title("A < B & \"C\"").unit("us").write(file);
    String svg = Files.readString(file);
    Map<String, Box> boxes = boxes(svg);
    assertThat(boxes)
        .containsOnlyKeys("all", "main", "parse", "read", "std::vector<int, A&B>:x \"q\"");
    assertThat(boxes.get("all")).isEqualTo(new Box(10, boxes.get("all").y, 1180));
    assertThat(boxes.get("main").width).isEqualTo(1180);
    assertThat(boxes.get("parse").width).isEqualTo(708);
    assertThat(boxes.get("read").width).isEqualTo(472);
    Box vector = boxes.get("std::vector<int, A&B>:x \"q\"");
    assertThat(vector.width).isEqualTo(472);
    assertThat(vector.x).isEqualTo(10 + 708);
    assertThat(vector.y).isEqualTo(boxes.get("parse").y);
    assertThat(boxes.get("main").y - boxes.get("parse").y).isEqualTo(17);
    assertThat(svg).contains("A &lt; B &amp;", "(40 us, 40.00%)");
  }

  @Test
  void drawsNothingAndVeryDeepStacks() throws Exception {
    assertThat(boxes(FlameGraph.of(new FoldedStacks()).toSvg())).isEmpty();
    FoldedStacks deep = new FoldedStacks();
    deep.add(Collections.nCopies(5000, "again"), 1);
    assertThat(boxes(FlameGraph.of(deep).toSvg())).containsKeys("all", "again");
    FoldedStacks odd = new FoldedStacks();
    odd.add(List.of("bell\u0007", "\ud800half", "]]>"), 1);
    assertThat(boxes(FlameGraph.of(odd).toSvg())).hasSize(4);
  }
}
