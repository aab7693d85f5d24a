package bpf4j.compiler.internal.load;

import bpf4j.compiler.TestRunResult;
import bpf4j.compiler.packet.Ethernet;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.TestRunAttr;
import bpf4j.syscall.io.Fd;

/**
 * Runs socket filters on packets of one's own. The kernel takes 14 bytes off the front as a
 * link-layer header before the program sees the packet ({@code bpf_prog_test_run_skb} in {@code
 * net/bpf/test_run.c}), so that many are put there, with the packet's own EtherType.
 */
public final class PacketTestRun {
  private static final int HEADER = Ethernet.LENGTH;

  private PacketTestRun() {}

  public static TestRunResult run(Fd program, byte[] packet, int times) {
    if (packet.length == 0) {
      throw new IllegalArgumentException("the kernel does not run programs on empty packets");
    }
    byte[] data = new byte[HEADER + packet.length];
    System.arraycopy(packet, 0, data, HEADER, packet.length);
    if (packet.length >= HEADER) {
      System.arraycopy(packet, 0, data, 0, HEADER);
    }
    try {
      bpf4j.syscall.bpf.TestRunResult result =
          ProgramCalls.testRun(program, TestRunAttr.of(data).repeat(times));
      return new TestRunResult(result.returnValue(), result.nanoseconds());
    } catch (SyscallException e) {
      throw new IllegalArgumentException(
          "the kernel does not run a program on a packet of "
              + packet.length
              + " bytes; it takes up to a page less some room for headers, and some kernels none"
              + " shorter than the IP header that its EtherType announces: "
              + e.getMessage(),
          e);
    }
  }
}
