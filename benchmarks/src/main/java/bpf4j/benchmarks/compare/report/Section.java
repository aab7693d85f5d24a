package bpf4j.benchmarks.compare.report;

import java.util.List;

/**
 * What came out of one workload.
 *
 * @param name the workload's name
 * @param title what it is, in some words
 * @param method how it is measured, in a sentence or two
 * @param rows its rows
 */
public record Section(String name, String title, String method, List<Row> rows) {

  /** Copies. */
  public Section {
    rows = List.copyOf(rows);
  }
}
