package bpf4j.benchmarks.compare.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that came out of a run.
 *
 * @param facts about the machine, the run and the versions of all that was compared
 * @param sections one for each workload
 */
public record Report(Map<String, String> facts, List<Section> sections) {

  /** Copies. */
  public Report {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    sections = List.copyOf(sections);
  }

  /** {@return the rows that make the run a failure} */
  public List<Row> failures() {
    return sections.stream()
        .flatMap(section -> section.rows().stream())
        .filter(row -> row.problem() != null)
        .toList();
  }

  /**
   * Writes it as {@code report.md}, {@code report.json} and {@code report.html}.
   *
   * @param folder where to; made if it is missing
   * @throws IOException if that cannot be
   */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.md"), Markdown.of(this));
    Files.writeString(folder.resolve("report.json"), Json.of(this));
    Files.writeString(folder.resolve("report.html"), Html.of(this));
  }
}
