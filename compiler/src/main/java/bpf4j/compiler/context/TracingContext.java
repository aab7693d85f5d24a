package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;

/**
 * The context of programs attached to kernel functions, LSM hooks and tracepoints by their BTF
 * types: the arguments as 64-bit numbers.
 */
public interface TracingContext extends ProgramContext {
  /**
   * An argument; with {@code fexit}, behind the last one what the function has returned.
   *
   * @param index 0 to 11, a constant
   * @return a number, or an address
   */
  @ContextField(offset = 0, width = 8, count = 12, since = "5.5")
  long arg(int index);
}
