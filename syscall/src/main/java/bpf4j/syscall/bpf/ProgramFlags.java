package bpf4j.syscall.bpf;

/** Flags of {@link ProgramLoadAttr} ({@code BPF_F_*} of {@code linux/bpf.h}). */
public final class ProgramFlags {
  /** Refuse unaligned access also where the machine can do it (since 4.12). */
  public static final int STRICT_ALIGNMENT = 1;

  /** Allow unaligned access also where the machine cannot do it, for tests (since 5.0). */
  public static final int ANY_ALIGNMENT = 1 << 1;

  /** Fill upper halves of registers with random bits where they must not matter (since 5.3). */
  public static final int TEST_RND_HI32 = 1 << 2;

  /** Store verifier states often, for tests of pruning (since 5.5). */
  public static final int TEST_STATE_FREQ = 1 << 3;

  /** The program may sleep (since 5.10). */
  public static final int SLEEPABLE = 1 << 4;

  /** The XDP program handles packets of several fragments (since 5.18). */
  public static final int XDP_HAS_FRAGS = 1 << 5;

  /** The XDP program is bound to a device and uses its metadata (since 6.3). */
  public static final int XDP_DEV_BOUND_ONLY = 1 << 6;

  /** Refuse programs that break the verifier's own register invariants, for tests (since 6.8). */
  public static final int TEST_REG_INVARIANTS = 1 << 7;

  /** A token's descriptor is given; set by {@link ProgramLoadAttr.Builder#token} (since 6.9). */
  public static final int TOKEN_FD = 1 << 16;

  private ProgramFlags() {}
}
