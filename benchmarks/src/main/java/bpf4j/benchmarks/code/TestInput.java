package bpf4j.benchmarks.code;

import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.bpf.TestRunAttr;
import bpf4j.syscall.bpf.TestRunResult;
import bpf4j.syscall.io.Fd;

/** An input as {@code BPF_PROG_TEST_RUN} takes it for a type of program. */
final class TestInput {
  private static final int ETHERNET = 14;
  private static final int LARGEST_PACKET = 2048;

  private final ProgramType type;
  private final TestRunAttr attr;

  /**
   * What a run did.
   *
   * @param packet the packet afterwards, where programs may change it
   */
  record Outcome(int verdict, byte[] packet) {}

  TestInput(ProgramType type, byte[] input) {
    this.type = type;
    this.attr =
        switch (type) {
          case SOCKET_FILTER -> TestRunAttr.of(withHeader(input));
          case XDP -> TestRunAttr.of(input);
          case RAW_TRACEPOINT -> TestRunAttr.NOTHING.context(input);
          default -> throw new IllegalArgumentException("no test runs of " + type);
        };
  }

  /** Whether the kernel can repeat runs, so that they can be timed. */
  static boolean canRepeat(ProgramType type) {
    return type != ProgramType.RAW_TRACEPOINT;
  }

  static boolean canRun(ProgramType type) {
    return switch (type) {
      case SOCKET_FILTER, XDP, RAW_TRACEPOINT -> true;
      default -> false;
    };
  }

  /** The kernel takes a link-layer header off socket filters' packets, so there are two. */
  private static byte[] withHeader(byte[] frame) {
    byte[] data = new byte[ETHERNET + frame.length];
    System.arraycopy(frame, 0, data, 0, ETHERNET);
    System.arraycopy(frame, 0, data, ETHERNET, frame.length);
    return data;
  }

  Outcome once(Fd program) {
    TestRunAttr once = type == ProgramType.XDP ? attr.output(LARGEST_PACKET, 0) : attr;
    TestRunResult result = ProgramCalls.testRun(program, once);
    return new Outcome(result.returnValue(), type == ProgramType.XDP ? result.data() : new byte[0]);
  }

  /** Runs again and again; nanoseconds of a run, the system call's own share included. */
  double time(Fd program, int times) {
    TestRunAttr repeated = attr.repeat(times);
    long start = System.nanoTime();
    ProgramCalls.testRun(program, repeated);
    return (double) (System.nanoTime() - start) / times;
  }
}
