package bpf4j.compiler;

/** What a program did when the kernel ran it on given input. Immutable. */
public final class TestRunResult {
  private final int verdict;
  private final int nanoseconds;
  private final byte[] packet;

  /**
   * A result.
   *
   * @param verdict what the program returned
   * @param nanoseconds the mean duration of a run, as the kernel measured it
   * @param packet the packet afterwards
   */
  public TestRunResult(int verdict, int nanoseconds, byte[] packet) {
    this.verdict = verdict;
    this.nanoseconds = nanoseconds;
    this.packet = packet.clone();
  }

  /** {@return what it returned} */
  public int verdict() {
    return verdict;
  }

  /** {@return the mean duration of a run, as the kernel measured it} */
  public int nanoseconds() {
    return nanoseconds;
  }

  /**
   * The packet as the program has left it.
   *
   * @return a copy; empty for program types that cannot write packets
   */
  public byte[] packet() {
    return packet.clone();
  }

  @Override
  public String toString() {
    return "verdict " + verdict + " in " + nanoseconds + " ns";
  }
}
