package bpf4j.syscall.bpf;

import bpf4j.syscall.KernelVersion;
import java.util.Optional;

/**
 * The commands of {@code bpf(2)} ({@code enum bpf_cmd} of {@code linux/bpf.h}), as of Linux 6.18,
 * each with the first kernel that has it.
 */
public enum BpfCommand {
  /** {@code BPF_MAP_CREATE}. */
  MAP_CREATE(0, 3, 18),
  /** {@code BPF_MAP_LOOKUP_ELEM}. */
  MAP_LOOKUP_ELEM(1, 3, 18),
  /** {@code BPF_MAP_UPDATE_ELEM}. */
  MAP_UPDATE_ELEM(2, 3, 18),
  /** {@code BPF_MAP_DELETE_ELEM}. */
  MAP_DELETE_ELEM(3, 3, 18),
  /** {@code BPF_MAP_GET_NEXT_KEY}. */
  MAP_GET_NEXT_KEY(4, 3, 18),
  /** {@code BPF_PROG_LOAD}. */
  PROG_LOAD(5, 3, 18),
  /** {@code BPF_OBJ_PIN}. */
  OBJ_PIN(6, 4, 4),
  /** {@code BPF_OBJ_GET}. */
  OBJ_GET(7, 4, 4),
  /** {@code BPF_PROG_ATTACH}. */
  PROG_ATTACH(8, 4, 10),
  /** {@code BPF_PROG_DETACH}. */
  PROG_DETACH(9, 4, 10),
  /** {@code BPF_PROG_TEST_RUN}. */
  PROG_TEST_RUN(10, 4, 12),
  /** {@code BPF_PROG_GET_NEXT_ID}. */
  PROG_GET_NEXT_ID(11, 4, 13),
  /** {@code BPF_MAP_GET_NEXT_ID}. */
  MAP_GET_NEXT_ID(12, 4, 13),
  /** {@code BPF_PROG_GET_FD_BY_ID}. */
  PROG_GET_FD_BY_ID(13, 4, 13),
  /** {@code BPF_MAP_GET_FD_BY_ID}. */
  MAP_GET_FD_BY_ID(14, 4, 13),
  /** {@code BPF_OBJ_GET_INFO_BY_FD}. */
  OBJ_GET_INFO_BY_FD(15, 4, 13),
  /** {@code BPF_PROG_QUERY}. */
  PROG_QUERY(16, 4, 15),
  /** {@code BPF_RAW_TRACEPOINT_OPEN}. */
  RAW_TRACEPOINT_OPEN(17, 4, 17),
  /** {@code BPF_BTF_LOAD}. */
  BTF_LOAD(18, 4, 18),
  /** {@code BPF_BTF_GET_FD_BY_ID}. */
  BTF_GET_FD_BY_ID(19, 4, 18),
  /** {@code BPF_TASK_FD_QUERY}. */
  TASK_FD_QUERY(20, 4, 18),
  /** {@code BPF_MAP_LOOKUP_AND_DELETE_ELEM}. */
  MAP_LOOKUP_AND_DELETE_ELEM(21, 4, 20),
  /** {@code BPF_MAP_FREEZE}. */
  MAP_FREEZE(22, 5, 2),
  /** {@code BPF_BTF_GET_NEXT_ID}. */
  BTF_GET_NEXT_ID(23, 5, 4),
  /** {@code BPF_MAP_LOOKUP_BATCH}. */
  MAP_LOOKUP_BATCH(24, 5, 6),
  /** {@code BPF_MAP_LOOKUP_AND_DELETE_BATCH}. */
  MAP_LOOKUP_AND_DELETE_BATCH(25, 5, 6),
  /** {@code BPF_MAP_UPDATE_BATCH}. */
  MAP_UPDATE_BATCH(26, 5, 6),
  /** {@code BPF_MAP_DELETE_BATCH}. */
  MAP_DELETE_BATCH(27, 5, 6),
  /** {@code BPF_LINK_CREATE}. */
  LINK_CREATE(28, 5, 7),
  /** {@code BPF_LINK_UPDATE}. */
  LINK_UPDATE(29, 5, 7),
  /** {@code BPF_LINK_GET_FD_BY_ID}. */
  LINK_GET_FD_BY_ID(30, 5, 8),
  /** {@code BPF_LINK_GET_NEXT_ID}. */
  LINK_GET_NEXT_ID(31, 5, 8),
  /** {@code BPF_ENABLE_STATS}. */
  ENABLE_STATS(32, 5, 8),
  /** {@code BPF_ITER_CREATE}. */
  ITER_CREATE(33, 5, 8),
  /** {@code BPF_LINK_DETACH}. */
  LINK_DETACH(34, 5, 9),
  /** {@code BPF_PROG_BIND_MAP}. */
  PROG_BIND_MAP(35, 5, 10),
  /** {@code BPF_TOKEN_CREATE}. */
  TOKEN_CREATE(36, 6, 9),
  /** {@code BPF_PROG_STREAM_READ_BY_FD}. */
  PROG_STREAM_READ_BY_FD(37, 6, 18);

  private static final BpfCommand[] VALUES = values();

  private final int number;
  private final int major;
  private final int minor;

  BpfCommand(int number, int major, int minor) {
    this.number = number;
    this.major = major;
    this.minor = minor;
  }

  /**
   * Returns the kernel's number ({@code enum bpf_cmd}).
   *
   * @return the number that goes into {@code union bpf_attr}
   */
  public int number() {
    return number;
  }

  /**
   * Returns the first mainline kernel that has it.
   *
   * @return the version; kernels of distributions may have it earlier
   */
  public KernelVersion since() {
    return KernelVersion.of(major, minor);
  }

  /**
   * Finds a constant by its number.
   *
   * @param number the kernel's number
   * @return the constant, empty when this kernel is newer than this table
   */
  public static Optional<BpfCommand> of(int number) {
    for (BpfCommand value : VALUES) {
      if (value.number == number) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the kernel's name.
   *
   * @return the name as {@code linux/bpf.h} spells it
   */
  public String kernelName() {
    return "BPF_" + name();
  }
}
