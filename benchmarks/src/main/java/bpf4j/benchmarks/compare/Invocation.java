package bpf4j.benchmarks.compare;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a comparison is asked to do.
 *
 * @param program the peer's program
 * @param processor where both sides run; this thread does already
 * @param pairs how many turns each side has
 * @param times how many operations a turn has
 */
record Invocation(Path program, Processor processor, int pairs, int times) {
  private static final int PAIRS = 300;
  private static final int TIMES = 1000;

  /**
   * Reads arguments: the peer's program; then, if given, the numbers. Ends the JVM with 2, after a
   * line that says why, if that cannot be.
   *
   * @param usage how the command is used
   */
  @SuppressWarnings("SystemOut") // for commands
  static Invocation of(String[] args, String usage) {
    if (args.length < 1 || args.length > 3 || !Files.isExecutable(Path.of(args[0]))) {
      System.err.println("usage: " + usage);
      System.exit(2);
    }
    Processor processor = new Processor(Runtime.getRuntime().availableProcessors() - 1);
    if (!processor.pinThisThread()) {
      System.err.println("needs taskset (util-linux), to have both sides on one processor");
      System.exit(2);
    }
    return new Invocation(
        Path.of(args[0]).toAbsolutePath(),
        processor,
        args.length > 1 ? Integer.parseInt(args[1]) : PAIRS,
        args.length > 2 ? Integer.parseInt(args[2]) : TIMES);
  }

  /** Prints what is done, and what the columns are. */
  @SuppressWarnings("SystemOut") // for commands
  void printHeading(String operations) {
    System.out.printf(
        "%d pairs of %d %s, Java %s%n",
        pairs, times, operations, System.getProperty("java.version"));
    System.out.printf(
        "%-34s %9s %9s  %-22s  %-22s %5s%n",
        "", "libbpf ns", "bpf4j ns", "ratio, clock [95 %]", "ratio, CPU [95 %]", "B/op");
  }
}
