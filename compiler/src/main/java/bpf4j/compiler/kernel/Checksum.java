package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * Internet checksums: computing their differences, and updating those of packets.
 *
 * <p>Sums are 32 bits wide, not yet folded. On the JVM these methods answer as a {@link
 * bpf4j.compiler.SimulatedKernel} is told to.
 */
public final class Checksum {
  private Checksum() {}

  /**
   * The difference that replacing bytes makes to a checksum ({@code bpf_csum_diff}, Linux 4.6).
   *
   * @param from the bytes removed, a multiple of four
   * @param to the bytes added, a multiple of four
   * @param seed the sum to start from
   * @return the sum, or a negative errno
   */
  @Helper(
      id = 28,
      name = "csum_diff",
      since = "4.6",
      callers = {
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.XDP,
        ProgramType.LWT_IN,
        ProgramType.LWT_OUT,
        ProgramType.LWT_XMIT,
        ProgramType.LWT_SEG6LOCAL
      },
      arguments = {Argument.MEMORY, Argument.SIZE, Argument.MEMORY, Argument.SIZE, Argument.VALUE},
      result = Result.STATUS)
  public static long difference(byte[] from, byte[] to, int seed) {
    return HelperTwin.number("csum_diff", from, to, seed);
  }

  /**
   * Adds to the packet's checksum, where the device has computed one ({@code bpf_csum_update},
   * Linux 4.9).
   *
   * @param sum what to add
   * @return the new sum, or a negative errno
   */
  @Helper(
      id = 40,
      name = "csum_update",
      since = "4.9",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.LWT_XMIT},
      arguments = {Argument.CONTEXT, Argument.VALUE},
      result = Result.STATUS)
  public static long update(int sum) {
    return HelperTwin.number("csum_update", sum);
  }

  /**
   * Changes how many checksums the device is known to have verified ({@code bpf_csum_level}, Linux
   * 5.8).
   *
   * @param change 0 asks, 1 one more, 2 one less, 3 none ({@code BPF_CSUM_LEVEL_*})
   * @return the level when asked, else 0; or a negative errno
   */
  @Helper(
      id = 135,
      name = "csum_level",
      since = "5.8",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.LWT_XMIT},
      arguments = {Argument.CONTEXT, Argument.VALUE},
      result = Result.STATUS)
  public static long level(long change) {
    return HelperTwin.number("csum_level", change);
  }

  /**
   * Updates the checksum of an IPv4 header for a field that has changed ({@code
   * bpf_l3_csum_replace}, Linux 4.1).
   *
   * @param offset where the checksum lies in the packet
   * @param from the field's old value in network order; 0 if {@code to} is a difference
   * @param to its new value, or a difference
   * @param size 2 or 4, or 0 for a difference
   * @return 0, or a negative errno
   */
  @Helper(
      id = 10,
      name = "l3_csum_replace",
      since = "4.1",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.LWT_XMIT},
      arguments = {
        Argument.CONTEXT,
        Argument.VALUE,
        Argument.VALUE,
        Argument.VALUE,
        Argument.VALUE
      },
      result = Result.STATUS)
  public static long replaceInIp(int offset, long from, long to, long size) {
    return HelperTwin.number("l3_csum_replace", offset, from, to, size);
  }

  /**
   * Updates the checksum of a TCP, UDP or ICMP header for a field that has changed ({@code
   * bpf_l4_csum_replace}, Linux 4.1).
   *
   * @param offset where the checksum lies in the packet
   * @param from the field's old value in network order; 0 if {@code to} is a difference
   * @param to its new value, or a difference
   * @param flags the size of the field, and an or of {@code BPF_F_PSEUDO_HDR} 0x10, {@code
   *     BPF_F_MARK_MANGLED_0} 0x20, {@code BPF_F_MARK_ENFORCE} 0x40
   * @return 0, or a negative errno
   */
  @Helper(
      id = 11,
      name = "l4_csum_replace",
      since = "4.1",
      callers = {ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.LWT_XMIT},
      arguments = {
        Argument.CONTEXT,
        Argument.VALUE,
        Argument.VALUE,
        Argument.VALUE,
        Argument.VALUE
      },
      result = Result.STATUS)
  public static long replaceInTransport(int offset, long from, long to, long flags) {
    return HelperTwin.number("l4_csum_replace", offset, from, to, flags);
  }
}
