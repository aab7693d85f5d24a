package bpf4j.compiler.internal.ir;

/**
 * The helper that a {@link Op#CALL} calls.
 *
 * @param id the number in {@code enum bpf_func_id}
 * @param name its C name without {@code bpf_}
 * @param returns what register 0 holds afterwards
 * @param onlyReads whether it leaves the memory that its arguments point to as it is
 */
public record HelperCall(int id, String name, Type returns, boolean onlyReads) {
  /** A helper that may write to where its arguments point. */
  public HelperCall(int id, String name, Type returns) {
    this(id, name, returns, false);
  }

  /** A helper that only reads what its arguments point to. */
  public static HelperCall reading(int id, String name, Type returns) {
    return new HelperCall(id, name, returns, true);
  }
}
