package bpf4j.compiler;

import bpf4j.compiler.internal.simulate.AnsweringTwin;
import bpf4j.compiler.internal.simulate.KernelTwin;
import bpf4j.compiler.internal.simulate.SimulatedMemory;
import bpf4j.compiler.kernel.KernelStruct;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What helpers answer while a program runs on the JVM: makes simulated runs repeatable, and gives
 * them what a JVM does not have.
 *
 * <pre>{@code
 * var kernel = new SimulatedKernel()
 *     .answer("ktime_get_ns", arguments -> 1_000L)
 *     .answer("get_current_comm", arguments -> "bash")
 *     .memory(0x7000_0000L, "hello\0".getBytes(UTF_8));
 * var result = kernel.run(() -> SocketFilter.simulate(program, frame));
 * }</pre>
 *
 * <p>Helpers without an answer do what they do on the JVM anyway: those of {@link Kernel} answer
 * from the running system, those of {@link bpf4j.compiler.kernel} without a meaning there throw
 * {@link IllegalStateException}. To be set up by one thread; runs may be made from several.
 */
public final class SimulatedKernel {
  private final Map<String, Function<Object[], Object>> answers = new HashMap<>();
  private final Map<Long, Object> structs = new HashMap<>();
  private final SimulatedMemory memory = new SimulatedMemory();

  /** What a helper does. */
  @FunctionalInterface
  public interface Answer {
    /**
     * Answers one call.
     *
     * @param arguments those of the Java method, arrays to be filled among them
     * @return what the Java method returns: a number, a record, a {@code String} for {@link
     *     Kernel#comm}; anything for {@code void}
     */
    Object to(Object... arguments);
  }

  /** A kernel without answers of its own. */
  public SimulatedKernel() {
    for (String helper : SimulatedMemory.READERS) {
      answers.put(helper, arguments -> memory.read((byte[]) arguments[0], last(arguments)));
    }
    for (String helper : SimulatedMemory.STRING_READERS) {
      answers.put(helper, arguments -> memory.readString((byte[]) arguments[0], last(arguments)));
    }
  }

  private static long last(Object[] arguments) {
    return (Long) arguments[arguments.length - 1];
  }

  /**
   * Says what a helper does.
   *
   * @param helper the kernel's name for it without {@code bpf_}, such as {@code "ktime_get_ns"}
   * @param answer what it does
   * @return this
   */
  public SimulatedKernel answer(String helper, Answer answer) {
    Objects.requireNonNull(answer, "answer");
    String name = helper.startsWith("bpf_") ? helper.substring("bpf_".length()) : helper;
    answers.put(name, answer::to);
    return this;
  }

  /**
   * Lays bytes out at an address, of the user's or the kernel's memory alike.
   *
   * @param address the first byte's address
   * @param content the bytes, which are copied
   * @return this
   */
  public SimulatedKernel memory(long address, byte[] content) {
    memory.put(address, content);
    return this;
  }

  /**
   * Gives the current thread a struct, which {@link Kernel#currentTask} returns.
   *
   * @param task an implementation of the interface that the program asks for
   * @return this
   */
  public SimulatedKernel currentTask(KernelStruct task) {
    structs.put(AnsweringTwin.CURRENT_TASK, Objects.requireNonNull(task, "task"));
    return this;
  }

  /**
   * Lays a struct at an address, where {@link bpf4j.compiler.kernel.KernelMemory#struct} finds it.
   *
   * @param address the address, not 0
   * @param struct an implementation of the interface that the program asks for
   * @return this
   */
  public SimulatedKernel struct(long address, KernelStruct struct) {
    if (address == 0) {
      throw new IllegalArgumentException("nothing lies at address 0");
    }
    structs.put(address, Objects.requireNonNull(struct, "struct"));
    return this;
  }

  /**
   * Runs something with these answers, on this thread.
   *
   * @param <T> the type of its result
   * @param body what to run
   * @return its result
   */
  public <T> T run(Supplier<T> body) {
    return KernelTwin.with(new AnsweringTwin(answers, structs, KernelTwin.current()), body);
  }
}
