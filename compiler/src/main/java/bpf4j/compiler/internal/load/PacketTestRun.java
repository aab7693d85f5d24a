package bpf4j.compiler.internal.load;

import bpf4j.compiler.TestRunResult;
import bpf4j.compiler.packet.EtherType;
import bpf4j.compiler.packet.Ethernet;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.TestRunAttr;
import bpf4j.syscall.io.Fd;
import java.util.Arrays;

/**
 * Runs programs on packets of one's own. With socket filters the kernel takes 14 bytes off the
 * front as a link-layer header before the program sees the packet ({@code bpf_prog_test_run_skb} in
 * {@code net/bpf/test_run.c}), so that many are put there, with the packet's own EtherType.
 */
public final class PacketTestRun {
  private static final int HEADER = Ethernet.LENGTH;

  /** Room for what a program adds to a packet. */
  private static final int GROWTH = 4096;

  private static final byte[] NOTHING = {};

  private PacketTestRun() {}

  /** Runs a program as its type wants it. */
  public static TestRunResult run(ProgramKind kind, Fd program, byte[] packet, int times) {
    return switch (kind.testRun()) {
      case PACKET_BEHIND_LINK_HEADER -> run(program, packet, times);
      case FRAME -> runFrame(kind, program, packet, times);
      case NETWORK_PACKET -> runBehind(linkHeader(packet), program, packet, times);
      case CONTEXT, NONE ->
          throw new UnsupportedOperationException(
              "the kernel does not run " + kind.type() + " programs on packets of one's own");
    };
  }

  private static TestRunResult runFrame(ProgramKind kind, Fd program, byte[] frame, int times) {
    if (frame.length < HEADER) {
      throw new IllegalArgumentException(
          "the kernel does not run programs on frames of less than " + HEADER + " bytes");
    }
    int room = kind.writablePackets() ? frame.length + GROWTH : 0;
    try {
      TestRunAttr attr = TestRunAttr.of(frame).repeat(times).output(room, 0);
      bpf4j.syscall.bpf.TestRunResult result = ProgramCalls.testRun(program, attr);
      byte[] data = result.data();
      return new TestRunResult(
          result.returnValue(),
          result.nanoseconds(),
          Arrays.copyOf(data, Math.min(data.length, result.dataSize())));
    } catch (SyscallException e) {
      throw refused(frame.length, e);
    }
  }

  public static TestRunResult run(Fd program, byte[] packet, int times) {
    if (packet.length == 0) {
      throw new IllegalArgumentException("the kernel does not run programs on empty packets");
    }
    byte[] header = packet.length < HEADER ? new byte[HEADER] : Arrays.copyOf(packet, HEADER);
    return runBehind(header, program, packet, times);
  }

  /** An Ethernet header that says what IP version follows. */
  private static byte[] linkHeader(byte[] packet) {
    byte[] header = new byte[HEADER];
    int version = packet.length == 0 ? 0 : packet[0] >> 4 & 15;
    int etherType = version == 4 ? EtherType.IPV4 : version == 6 ? EtherType.IPV6 : 0;
    header[HEADER - 2] = (byte) (etherType >> Byte.SIZE);
    header[HEADER - 1] = (byte) etherType;
    return header;
  }

  private static TestRunResult runBehind(byte[] header, Fd program, byte[] packet, int times) {
    byte[] data = new byte[HEADER + packet.length];
    System.arraycopy(header, 0, data, 0, HEADER);
    System.arraycopy(packet, 0, data, HEADER, packet.length);
    try {
      bpf4j.syscall.bpf.TestRunResult result =
          ProgramCalls.testRun(program, TestRunAttr.of(data).repeat(times));
      return new TestRunResult(result.returnValue(), result.nanoseconds(), NOTHING);
    } catch (SyscallException e) {
      throw refused(packet.length, e);
    }
  }

  private static IllegalArgumentException refused(int length, SyscallException e) {
    return new IllegalArgumentException(
        "the kernel does not run a program on a packet of "
            + length
            + " bytes; it takes up to a page less some room for headers, and some kernels none"
            + " shorter than the IP header that its EtherType announces: "
            + e.getMessage(),
        e);
  }
}
