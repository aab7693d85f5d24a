package bpf4j.benchmarks.compare.work;

import bpf4j.benchmarks.compare.report.Section;

/** Work that this library and others do, by turns. */
public interface Workload {

  /** {@return its name on the command line} */
  String name();

  /** {@return what it is, in some words} */
  String title();

  /** {@return how it is measured, in a sentence or two} */
  String method();

  /**
   * Does it. A peer that is missing or fails leaves its reason in its row.
   *
   * @param setting how, and who is told of each row as soon as it is there
   */
  void run(Setting setting);

  /**
   * What came out of it.
   *
   * @param setting in which it was done
   */
  default Section section(Setting setting) {
    return new Section(name(), title(), method(), setting.rows());
  }
}
