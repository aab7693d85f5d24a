package bpf4j.elf;

/**
 * The linkage of a BTF function or variable.
 *
 * <p>The ordinal of a constant is its number in {@code enum btf_func_linkage} and in the {@code
 * BTF_VAR_} constants of {@code include/uapi/linux/btf.h}.
 */
public enum BtfLinkage {
  /** Visible in its own translation unit only. */
  STATIC,
  /**
   * Visible everywhere. The kernel verifies a global BPF function by itself, without knowledge of
   * its callers.
   */
  GLOBAL,
  /** Defined elsewhere; a function of this linkage names a kernel function. */
  EXTERN
}
