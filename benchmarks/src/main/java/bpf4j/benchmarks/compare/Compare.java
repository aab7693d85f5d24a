package bpf4j.benchmarks.compare;

import bpf4j.benchmarks.compare.peer.Installation;
import bpf4j.benchmarks.compare.peer.Processor;
import bpf4j.benchmarks.compare.report.Report;
import bpf4j.benchmarks.compare.report.Row;
import bpf4j.benchmarks.compare.report.Section;
import bpf4j.benchmarks.compare.report.TextTable;
import bpf4j.benchmarks.compare.work.Setting;
import bpf4j.benchmarks.compare.work.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The same work here and in other tools, by turns. Run by {@code benchmarks/compare}; the README
 * beside that tells what rows and columns mean.
 *
 * <p>Ends with 1 if results differ or something allocates that must not, and with 2 if it cannot
 * run at all. A ratio is never a failure, as it may be the machine's.
 */
public final class Compare {
  private static final Path REPORT = Path.of("target", "report");

  private Compare() {}

  /**
   * Compares.
   *
   * @param args names of workloads, {@code --quick}, {@code --install}, {@code --pairs N}
   * @throws IOException if the report cannot be written
   */
  @SuppressWarnings("SystemOut") // a command
  public static void main(String[] args) throws IOException {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(Options.USAGE);
      System.exit(2);
      return;
    }
    if (options.install()) {
      Installation.install(System.out);
    }
    int processors = Runtime.getRuntime().availableProcessors();
    Processor processor = new Processor(processors - 1);
    if (!processor.pinThisThread()) {
      System.err.println("needs taskset (util-linux), to have all sides on one processor");
      System.exit(2);
    }
    Report report = run(options, processor, Facts.atStart(options, processors));
    report.write(REPORT);
    System.out.println("report: benchmarks/" + REPORT + "/report.md, .json and .html");
    for (Row row : report.failures()) {
      System.out.println("FAILED: " + row.name() + ": " + row.problem());
    }
    System.exit(report.failures().isEmpty() ? 0 : 1);
  }

  @SuppressWarnings("SystemOut")
  private static Report run(Options options, Processor processor, Map<String, String> facts) {
    facts.forEach((what, fact) -> System.out.println(what + ": " + fact));
    List<Section> sections = new ArrayList<>();
    long begin = System.nanoTime();
    for (Workload workload : options.workloads()) {
      Setting setting =
          new Setting(
              options.quick(),
              options.pairs(),
              processor,
              row -> System.out.print(TextTable.of(row)));
      System.out.println();
      System.out.print(TextTable.heading(workload.section(setting)));
      try {
        workload.run(setting);
      } catch (RuntimeException e) {
        setting.add(Row.failed(workload.name(), e.toString()));
      }
      Section section = workload.section(setting);
      System.out.print(TextTable.missing(section));
      sections.add(section);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    Facts.atEnd(facts, took);
    System.out.printf(
        "%n%d s, load average at the end %s%n", took.toSeconds(), facts.get(Facts.LOAD_AT_END));
    return new Report(facts, sections);
  }
}
