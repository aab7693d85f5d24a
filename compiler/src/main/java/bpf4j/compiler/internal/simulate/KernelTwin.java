package bpf4j.compiler.internal.simulate;

import java.util.function.Supplier;

/**
 * What kernel helpers answer on the JVM. The default answers from the running system; a simulation
 * may put another in its place for the current thread, so that runs are repeatable.
 */
public interface KernelTwin {
  /** Nanoseconds of the monotonic clock. */
  long time();

  /** The CPU the program runs on. */
  int cpu();

  /** The process id in the upper 32 bits, the thread id in the lower. */
  long pidTgid();

  /** The group id in the upper 32 bits, the user id in the lower. */
  long uidGid();

  /** 32 random bits. */
  int random();

  /** The thread's name: 16 bytes, ended and filled by zeros. */
  byte[] comm();

  /**
   * A line for the trace log.
   *
   * @param line without a line end
   */
  void print(String line);

  /**
   * Whether it knows what a helper without a method of its own does.
   *
   * @param helper the kernel's name without {@code bpf_}
   */
  default boolean answers(String helper) {
    return false;
  }

  /**
   * Does what a helper without a method of its own does.
   *
   * @param helper the kernel's name without {@code bpf_}
   * @param arguments those of the Java method
   * @return what the Java method returns
   * @throws IllegalStateException if nothing is known of it
   */
  default Object call(String helper, Object... arguments) {
    throw new IllegalStateException(
        "bpf_"
            + helper
            + " has no meaning on the JVM; say what it does by new SimulatedKernel().answer(\""
            + helper
            + "\", arguments -> …).run(…)");
  }

  /**
   * The current thread's struct.
   *
   * @throws IllegalStateException if there is none
   */
  default <S> S currentTask(Class<S> type) {
    throw new IllegalStateException(
        "the current task has no struct on the JVM; give it one by new"
            + " SimulatedKernel().currentTask(…).run(…)");
  }

  /**
   * The struct at an address.
   *
   * @throws IllegalStateException if there is none
   */
  default <S> S struct(Class<S> type, long address) {
    throw new IllegalStateException(
        "there is no struct at 0x"
            + Long.toHexString(address)
            + " on the JVM; lay one there by new SimulatedKernel().struct(address, …).run(…)");
  }

  /** The one of the current thread. */
  static KernelTwin current() {
    return CurrentTwin.get();
  }

  /**
   * Runs something with another twin.
   *
   * @param twin answers helpers on this thread meanwhile
   * @param body what to run
   * @return its result
   */
  static <T> T with(KernelTwin twin, Supplier<T> body) {
    return CurrentTwin.with(twin, body);
  }
}
