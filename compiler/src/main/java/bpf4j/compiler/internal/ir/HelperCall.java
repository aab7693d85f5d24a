package bpf4j.compiler.internal.ir;

/**
 * The helper, or other function of the kernel, that a {@link Op#CALL} calls.
 *
 * @param id the number in {@code enum bpf_func_id}, or the BTF id
 * @param name its C name, of a helper without {@code bpf_}
 * @param returns what register 0 holds afterwards
 * @param onlyReads whether it leaves the memory that its arguments point to as it is
 * @param isKernelFunction whether it is called by its BTF id
 * @param duty what must be given back because of it, or is given back by it
 */
public record HelperCall(
    int id, String name, Type returns, boolean onlyReads, boolean isKernelFunction, Duty duty) {
  /** A helper that may write to where its arguments point. */
  public HelperCall(int id, String name, Type returns) {
    this(id, name, returns, false, false, Duty.NONE);
  }

  /** A helper that only reads what its arguments point to. */
  public static HelperCall reading(int id, String name, Type returns) {
    return new HelperCall(id, name, returns, true, false, Duty.NONE);
  }

  /** A function of the kernel that is no helper (a kfunc). */
  public static HelperCall kernelFunction(int btfId, String name) {
    return new HelperCall(btfId, name, Type.I64, false, true, Duty.NONE);
  }

  /** The same helper with a duty. */
  public HelperCall withDuty(Duty newDuty) {
    return new HelperCall(id, name, returns, onlyReads, isKernelFunction, newDuty);
  }
}
