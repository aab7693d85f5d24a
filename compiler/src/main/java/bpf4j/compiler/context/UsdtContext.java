package bpf4j.compiler.context;

import bpf4j.compiler.declare.Intrinsic;

/** The context of programs at statically defined probes of user space (USDT). */
public interface UsdtContext extends RegistersContext {
  /**
   * An argument of the probe, as the probe's note says where it is; extended as its type says. The
   * run fails when it is in memory that cannot be read.
   *
   * @param index 0 for the first, a constant
   * @return a number or an address
   */
  @Intrinsic(Intrinsic.Kind.USDT_ARGUMENT)
  long get(int index);
}
