package bpf4j.syscall.bpf;

/**
 * Flags of maps and their elements ({@code linux/bpf.h}). Those of {@link MapCreateAttr#flags} and
 * those of element calls are different sets of bits.
 */
public final class MapFlags {
  /** Allocate entries when they are put, not when the map is made (hash types; since 4.6). */
  public static final int NO_PREALLOC = 1;

  /** One eviction list per CPU (LRU types; since 4.10). */
  public static final int NO_COMMON_LRU = 1 << 1;

  /** Allocate on the given NUMA node (since 4.14). */
  public static final int NUMA_NODE = 1 << 2;

  /** System calls may only read (since 4.15). */
  public static final int RDONLY = 1 << 3;

  /** System calls may only write (since 4.15). */
  public static final int WRONLY = 1 << 4;

  /** Store build ids and offsets in place of addresses (stack traces; since 4.17). */
  public static final int STACK_BUILD_ID = 1 << 5;

  /** Hash with seed 0, for tests (hash types; since 5.0). */
  public static final int ZERO_SEED = 1 << 6;

  /** Programs may only read (since 5.2). */
  public static final int RDONLY_PROG = 1 << 7;

  /** Programs may only write (since 5.2). */
  public static final int WRONLY_PROG = 1 << 8;

  /** Copy the storage from the listening socket to the accepted one (since 5.4). */
  public static final int CLONE = 1 << 9;

  /** The values can be mapped into memory (arrays; since 5.5). */
  public static final int MMAPABLE = 1 << 10;

  /** Entries survive the descriptor that put them (perf event arrays; since 5.10). */
  public static final int PRESERVE_ELEMS = 1 << 11;

  /** Inner maps may differ in capacity (arrays of maps; since 5.10). */
  public static final int INNER_MAP = 1 << 12;

  /** Attach struct_ops by a link (since 6.4). */
  public static final int LINK = 1 << 13;

  /** Interpret the path relative to a folder's descriptor (pins; since 6.5). */
  public static final int PATH_FD = 1 << 14;

  /** The value's type is in the BTF of a module (struct_ops; since 6.9). */
  public static final int VTYPE_BTF_OBJ_FD = 1 << 15;

  /** A token's descriptor is given (since 6.9). */
  public static final int TOKEN_FD = 1 << 16;

  /** Send SIGSEGV on a page that was not allocated (arenas; since 6.9). */
  public static final int SEGV_ON_FAULT = 1 << 17;

  /** Do not translate user-space addresses (arenas; since 6.9). */
  public static final int NO_USER_CONV = 1 << 18;

  /** Element flag: put whether or not the key is there. */
  public static final long ANY = 0;

  /** Element flag: put only if the key is absent. */
  public static final long NOEXIST = 1;

  /** Element flag: put only if the key is there. */
  public static final long EXIST = 2;

  /** Element flag: hold the value's {@code bpf_spin_lock} while copying (since 5.1). */
  public static final long LOCK = 4;

  private MapFlags() {}
}
