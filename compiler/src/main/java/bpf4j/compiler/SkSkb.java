package bpf4j.compiler;

import bpf4j.compiler.context.SkAction;
import bpf4j.compiler.context.SkSkbContext;
import bpf4j.compiler.internal.load.ProgramKinds;
import java.io.Serializable;

/**
 * Programs that a socket map runs on what its sockets receive (Linux 4.14). A parser that fails
 * waits for more bytes, a verdict that fails lets the message pass.
 */
public final class SkSkb {
  /** A program that finds where messages end. */
  @FunctionalInterface
  public interface Parser extends Serializable {
    /**
     * Runs once.
     *
     * @param context the stream
     * @return the length of the message that begins here; 0 for more bytes needed
     */
    int length(SkSkbContext context);
  }

  /** A program that decides about messages. */
  @FunctionalInterface
  public interface Verdict extends Serializable {
    /**
     * Runs once.
     *
     * @param context the message
     * @return what becomes of the message; null fails
     */
    SkAction verdict(SkSkbContext context);
  }

  private SkSkb() {}

  /**
   * Compiles a program that finds messages, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Parser> compileParser(Parser lambda) {
    return Programs.compile(ProgramKinds.SK_SKB_PARSER, lambda);
  }

  /**
   * Compiles a program that decides about messages, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Verdict> compileVerdict(Verdict lambda) {
    return Programs.compile(ProgramKinds.SK_SKB_VERDICT, lambda);
  }
}
