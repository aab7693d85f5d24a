package bpf4j.compiler.internal.substitute;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.maps.BpfMap;
import bpf4j.maps.KernelTimer;

/** The helpers that the methods of timers are made of. They never run on the JVM. */
final class TimerHelpers {
  private TimerHelpers() {}

  @Helper(
      id = 169,
      name = "timer_init",
      since = "5.15",
      arguments = {Argument.TIMER, Argument.MAP, Argument.VALUE},
      result = Result.STATUS)
  static long init(KernelTimer timer, BpfMap map, long flags) {
    throw new IllegalStateException("bpf_timer_init exists in the kernel only");
  }

  /** The compiler knows it: the map says what the lambda is given. */
  @Helper(
      id = 170,
      name = "timer_set_callback",
      since = "5.15",
      arguments = {Argument.TIMER, Argument.FUNCTION},
      result = Result.STATUS)
  static long setCallback(KernelTimer timer, BpfMap map, Object action) {
    throw new IllegalStateException("bpf_timer_set_callback exists in the kernel only");
  }

  @Helper(
      id = 171,
      name = "timer_start",
      since = "5.15",
      arguments = {Argument.TIMER, Argument.VALUE, Argument.ZERO},
      result = Result.STATUS)
  static long start(KernelTimer timer, long nanos) {
    throw new IllegalStateException("bpf_timer_start exists in the kernel only");
  }

  @Helper(
      id = 172,
      name = "timer_cancel",
      since = "5.15",
      arguments = {Argument.TIMER},
      result = Result.STATUS)
  static long cancel(KernelTimer timer) {
    throw new IllegalStateException("bpf_timer_cancel exists in the kernel only");
  }
}
