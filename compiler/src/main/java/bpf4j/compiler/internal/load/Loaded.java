package bpf4j.compiler.internal.load;

import bpf4j.compiler.VerifierException;
import bpf4j.syscall.io.Fd;
import elf4j.Logger;

/**
 * A program in the kernel with the counters of its failing runs.
 *
 * @param compilation what is loaded, which need not be what was to be loaded
 * @param fd the program
 * @param failures its counters
 */
public record Loaded(Compilation compilation, Fd fd, FailureMap failures) implements AutoCloseable {
  /**
   * Loads a program; in its conservative form if the verifier does not come to an end with it.
   *
   * @param flags an or of {@link bpf4j.syscall.bpf.ProgramFlags}
   * @throws VerifierException if the verifier refuses
   */
  public static Loaded load(Compilation compilation, int flags) {
    try {
      return loadOnce(compilation, flags);
    } catch (VerifierException e) {
      if (!Exhaustion.isReasonOf(e) || compilation.conservative()) {
        throw e;
      }
      Loaded loaded;
      try {
        loaded = loadOnce(compilation.inConservativeForm(), flags);
      } catch (RuntimeException second) {
        e.addSuppressed(second);
        throw e;
      }
      Logger.instance().info("{} is loaded in its conservative form: {}", compilation.name(), e);
      return loaded;
    }
  }

  private static Loaded loadOnce(Compilation compilation, int flags) {
    FailureMap failures = FailureMap.of(compilation.code());
    try {
      Fd fd = ProgramLoader.load(compilation, failures, flags);
      return new Loaded(compilation, fd, failures);
    } catch (RuntimeException | Error e) {
      failures.close();
      throw e;
    }
  }

  /** Whether the verifier refused the first form, and took the conservative one. */
  public boolean retried() {
    return compilation.conservative();
  }

  @Override
  public void close() {
    fd.close();
    failures.close();
  }
}
