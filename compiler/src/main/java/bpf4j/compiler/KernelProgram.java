package bpf4j.compiler;

import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.Loaded;
import bpf4j.compiler.internal.load.PacketTestRun;
import bpf4j.syscall.io.Fd;
import java.util.List;

/** A program in the kernel. It stays there while it is open or attached anywhere. Thread-safe. */
public final class KernelProgram implements AutoCloseable {
  private final Loaded loaded;

  private KernelProgram(Loaded loaded) {
    this.loaded = loaded;
  }

  static KernelProgram load(Compilation compilation) {
    return new KernelProgram(Loaded.load(compilation, 0));
  }

  /** {@return the program's file descriptor, owned by this object} */
  public Fd fd() {
    return loaded.fd();
  }

  /**
   * Runs the program in the kernel on a packet, which nobody else sees ({@code BPF_PROG_TEST_RUN},
   * Linux 4.12).
   *
   * <p>For filters of sockets the kernel has no transport header here: offset 0 and the network
   * header are both the first byte given, and {@code protocol()} is read from bytes 12 and 13 as in
   * a frame. Try {@code ip()} and the like on a real socket, or by {@link
   * SocketFilter#simulateFilter}.
   *
   * @param packet the packet from offset 0 on, as the program reads it
   * @return the verdict and the time that the run took
   * @throws IllegalArgumentException for sizes that the kernel does not take
   */
  public TestRunResult testRun(byte[] packet) {
    return testRun(packet, 1);
  }

  /**
   * Runs the program again and again on one packet.
   *
   * @param packet the packet from offset 0 on
   * @param times how often, from 1
   * @return the verdict of the last run and the mean time of a run
   */
  public TestRunResult testRun(byte[] packet, int times) {
    return PacketTestRun.run(loaded.compilation().options().kind(), loaded.fd(), packet, times);
  }

  /**
   * The places where runs have ended because Java would have thrown there, in the order of the
   * code. Read from shared memory, without a system call.
   *
   * @return one entry for each place where that has happened
   */
  public List<Failure> failures() {
    return loaded.failures().read();
  }

  /** {@return the number of runs that ended where Java would have thrown} */
  public long failureCount() {
    return failures().stream().mapToLong(Failure::count).sum();
  }

  /**
   * Whether the verifier did not come to an end with the program as it was compiled, so that it was
   * compiled once more in a form that asks less of the verifier: every loop with a budget, and
   * nothing known of the numbers that change in it. Such a program is somewhat larger and slower
   * than its {@link CompiledProgram}.
   *
   * @return true for the conservative form
   */
  public boolean isRetried() {
    return loaded.retried();
  }

  Compilation compilation() {
    return loaded.compilation();
  }

  /** Lets go of the program; where it is attached it goes on. Closing twice is harmless. */
  @Override
  public void close() {
    loaded.close();
  }
}
