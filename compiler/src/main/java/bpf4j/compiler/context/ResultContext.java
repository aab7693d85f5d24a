package bpf4j.compiler.context;

import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.kernel.KernelStruct;

/**
 * The arguments of a place in the kernel and what it returns: of a function that is left, or what
 * has been decided until now where programs decide.
 */
public interface ResultContext extends TracingContext {
  /**
   * The result as a number.
   *
   * @return a number, extended as the result's own type says, or an address
   */
  @Intrinsic(Intrinsic.Kind.PLACE_RESULT)
  long returnValue();

  /**
   * The struct that the result points to. Functions of the kernel may return an error's number as a
   * pointer: such a struct is not null, and all of its fields are 0 or fail the run.
   *
   * @param <S> the interface
   * @param type the struct's interface
   * @return the struct; {@code null} for a null pointer
   */
  @Intrinsic(Intrinsic.Kind.PLACE_RESULT)
  <S extends KernelStruct> S returnValue(Class<S> type);
}
