package bpf4j.benchmarks.code;

import bpf4j.benchmarks.corpus.Corpus;
import java.util.Locale;

/**
 * What came out for one program; numbers that could not be had are 0.
 *
 * @param hot our slots but for those of exits that only count failures
 * @param total all our slots
 * @param clang the slots of clang's smallest
 * @param by which clang and level made that
 * @param runs how long they take, beside the fastest of clang's; null if that was not measured
 * @param work instructions that the verifier walked of ours
 * @param clangWork of the one of clang's that it walked fewest of
 * @param compileMicros to compile ours in a warm JVM
 * @param problem why the row is not whole, or null
 */
record Row(
    Corpus entry,
    int hot,
    int total,
    int clang,
    String by,
    RunTime runs,
    int work,
    int clangWork,
    double compileMicros,
    String problem) {
  static final String HEADING =
      String.format(
          Locale.ROOT,
          "%-16s %5s %5s %5s %6s  %-12s %8s %8s %6s %7s %7s %6s %7s %6s",
          "program",
          "hot",
          "total",
          "clang",
          "ratio",
          "by",
          "ns",
          "clang",
          "ratio",
          "walked",
          "clang",
          "ratio",
          "us",
          "us/sl");

  static Row failed(Corpus entry, String problem) {
    return new Row(entry, 0, 0, 0, "", null, 0, 0, 0, problem);
  }

  double sizeRatio() {
    return ratio(hot, clang);
  }

  double nanos() {
    return runs == null ? 0 : runs.ours();
  }

  double clangNanos() {
    return runs == null ? 0 : runs.theirs();
  }

  double timeRatio() {
    return ratio(nanos(), clangNanos());
  }

  double workRatio() {
    return ratio(work, clangWork);
  }

  /** Microseconds of compiling for each slot that came of it. */
  double effort() {
    return ratio(compileMicros, total);
  }

  private static double ratio(double ours, double theirs) {
    return ours > 0 && theirs > 0 ? ours / theirs : 0;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-16s %5d %5d %5d %6.3f  %-12s %8.1f %8.1f %6.3f %7d %7d %6.3f %7.1f %6.2f%s",
        entry.name().toLowerCase(Locale.ROOT),
        hot,
        total,
        clang,
        sizeRatio(),
        by,
        nanos(),
        clangNanos(),
        timeRatio(),
        work,
        clangWork,
        workRatio(),
        compileMicros,
        effort(),
        problem == null ? "" : "  !");
  }
}
