package bpf4j.syscall.bpf;

/** What a test run left. Immutable. */
public final class TestRunResult {
  private final int returnValue;
  private final int nanoseconds;
  private final byte[] data;
  private final int dataSize;
  private final byte[] context;

  TestRunResult(int returnValue, int nanoseconds, byte[] data, int dataSize, byte[] context) {
    this.returnValue = returnValue;
    this.nanoseconds = nanoseconds;
    this.data = data;
    this.dataSize = dataSize;
    this.context = context;
  }

  /**
   * Returns what the program returned.
   *
   * @return all 32 bits
   */
  public int returnValue() {
    return returnValue;
  }

  /**
   * Returns how long one run took, as the kernel measured.
   *
   * @return nanoseconds, the average over all repeats
   */
  public int nanoseconds() {
    return nanoseconds;
  }

  /**
   * Returns the packet afterwards, as much of it as there was room for.
   *
   * @return a copy, empty if no packet was asked for
   */
  public byte[] data() {
    return data.clone();
  }

  /**
   * Returns how long the packet was afterwards.
   *
   * @return bytes, more than {@link #data()} has if that was cut
   */
  public int dataSize() {
    return dataSize;
  }

  /**
   * Returns the context afterwards.
   *
   * @return a copy, empty if none was asked for
   */
  public byte[] context() {
    return context.clone();
  }
}
