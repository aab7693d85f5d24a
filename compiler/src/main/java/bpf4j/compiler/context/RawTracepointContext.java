package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;

/** The context of raw tracepoints: the arguments of the tracepoint as the kernel passes them. */
public interface RawTracepointContext extends ProgramContext {
  /**
   * An argument of the tracepoint's.
   *
   * @param index 0 to 11, a constant
   * @return a number, or an address to be read by the helpers for kernel memory
   */
  @ContextField(offset = 0, width = 8, count = 12, since = "4.17")
  long arg(int index);
}
