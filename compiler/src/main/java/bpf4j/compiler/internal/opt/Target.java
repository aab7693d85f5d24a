package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Subprogram;
import java.util.Set;

/**
 * What the machine that the program is lowered to can do.
 *
 * @param features what it has beyond Linux 5.10's
 * @param conservative whether the verifier must not be trusted to follow any loop
 * @param packets how packet bytes are read
 * @param layout where the context has the packet's addresses; null unless packets are read directly
 * @param defaultVerdict what a run that ends by failing returns
 */
public record Target(
    Set<Feature> features,
    boolean conservative,
    PacketReads packets,
    ContextLayout layout,
    long defaultVerdict) {
  /** {@code SKF_NET_OFF}: packet offsets from here on count from the network header. */
  public static final int NETWORK_RELATIVE = -0x100000;

  /** What machines have or lack. */
  public enum Feature {
    /** Atomic operations other than additions, and those that answer (5.12). */
    ATOMICS,
    /** Jumps that compare 32 bits (instruction set v3). */
    SHORT_COMPARE,
    /** Signed division (instruction set v4, on kernels where it is sound). */
    SIGNED_DIVISION,
    /** Sign-extending moves (instruction set v4). */
    SIGN_EXTENSION,
    /** {@code may_goto}, which ends loops that the verifier cannot follow (6.9). */
    MAY_GOTO,
    /** {@code bpf_loop} (5.17). */
    BPF_LOOP,
    /** Verifiers that take callbacks to be called any number of times, not once (6.7). */
    REPEATED_CALLBACKS
  }

  public Target {
    features = Set.copyOf(features);
  }

  /** A machine whose contexts have no packet addresses. */
  public Target(
      Set<Feature> features, boolean conservative, PacketReads packets, long defaultVerdict) {
    this(features, conservative, packets, null, defaultVerdict);
  }

  boolean has(Feature feature) {
    return features.contains(feature);
  }

  /**
   * The same for a function that the program calls: it fails by a status, and classic packet loads
   * would not end the run there.
   */
  Target forSubprogram(Subprogram function) {
    return new Target(
        features,
        conservative,
        packets == PacketReads.CLASSIC ? PacketReads.LOAD_BYTES : packets,
        layout,
        function.failure());
  }

  /** Ways of reading packet bytes. */
  public enum PacketReads {
    /** There is no packet. */
    NONE,
    /** {@code LD_ABS} and {@code LD_IND}: they end the run with 0 by themselves, uncounted. */
    CLASSIC,
    /** {@code skb_load_bytes} and {@code skb_load_bytes_relative}, checked. */
    LOAD_BYTES,
    /** Loads and stores between the packet's start and end, checked. */
    DIRECT,
    /** {@link #DIRECT} for what is known to lie near the start, {@link #LOAD_BYTES} beyond. */
    NEAR_DIRECT;

    boolean isDirect() {
      return this == DIRECT || this == NEAR_DIRECT;
    }
  }

  /**
   * Where a context has the packet's addresses.
   *
   * @param dataOffset where its start is
   * @param endOffset where its end is
   * @param width the bytes of each field
   */
  public record ContextLayout(int dataOffset, int endOffset, int width) {}
}
