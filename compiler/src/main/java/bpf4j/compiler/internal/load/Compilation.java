package bpf4j.compiler.internal.load;

import bpf4j.compiler.CompileTimes;
import bpf4j.compiler.internal.capture.CapturedLambda;
import bpf4j.compiler.internal.codegen.CodeGenerator;
import bpf4j.compiler.internal.codegen.GeneratedCode;
import bpf4j.compiler.internal.codegen.GeneratorOptions;
import bpf4j.compiler.internal.declaration.Binding;
import bpf4j.compiler.internal.frontend.LambdaTranslator;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.opt.Passes;
import bpf4j.compiler.internal.opt.Target;
import java.io.Serializable;

/**
 * A lambda and the code made of it.
 *
 * @param name a name for the kernel's lists, at most 15 characters
 * @param times what making the code took
 * @param lambda what it was made of
 * @param conservative whether it is in the form that asks least of the verifier
 */
public record Compilation(
    String name,
    CompileOptions options,
    GeneratedCode code,
    CompileTimes times,
    Serializable lambda,
    boolean conservative) {
  /**
   * Compiles a lambda.
   *
   * @throws bpf4j.compiler.CompileException if it cannot become a BPF program
   */
  public static Compilation of(Serializable lambda, CompileOptions options) {
    return of(lambda, options, false, Passes::run);
  }

  /** The same program in the form that asks least of the verifier. */
  Compilation inConservativeForm() {
    return of(lambda, options, true, Passes::run);
  }

  /** The optimizer, or one under somebody's eyes. */
  @FunctionalInterface
  interface Optimizer {
    void run(Graph graph, Target target);
  }

  /** As {@link #of(Serializable, CompileOptions)}, with an optimizer of one's choice. */
  static Compilation of(
      Serializable lambda, CompileOptions options, boolean conservative, Optimizer optimizer) {
    long begin = System.nanoTime();
    CapturedLambda captured = CapturedLambda.of(lambda);
    long capturedAt = System.nanoTime();
    LambdaTranslator translator =
        new LambdaTranslator(
            captured, options.contextType(), options.environment(), options.defaultVerdict());
    Graph graph = translator.translate();
    long translatedAt = System.nanoTime();
    optimizer.run(graph, options.target(conservative));
    AlwaysAllowed.check(graph, options.kind(), translator.position());
    long optimizedAt = System.nanoTime();
    GeneratedCode code =
        CodeGenerator.generate(
            graph, new GeneratorOptions(options.effectiveLevel(), options.defaultVerdict()));
    long generatedAt = System.nanoTime();
    long reading = translator.readingNanos();
    CompileTimes times =
        new CompileTimes(
            capturedAt - begin,
            reading,
            translatedAt - capturedAt - reading,
            optimizedAt - translatedAt,
            generatedAt - optimizedAt);
    return new Compilation(nameOf(captured), options, code, times, lambda, conservative);
  }

  /**
   * Compiles a lambda whose parameter is of a type that extends the kind's context.
   *
   * @throws bpf4j.compiler.CompileException if it cannot become a BPF program
   */
  public static Compilation withOwnContext(Serializable lambda, ProgramKind kind, Binding binding) {
    ProgramKind own = kind.withContext(CapturedLambda.of(lambda).lastParameter());
    return of(lambda, CompileOptions.of(own, LinkLayer.NONE).boundTo(binding));
  }

  private static String nameOf(CapturedLambda lambda) {
    String owner = lambda.owner();
    String simple = owner.substring(owner.lastIndexOf('/') + 1);
    int nested = simple.indexOf('$');
    return ProgramNames.mangle(nested > 0 ? simple.substring(0, nested) : simple);
  }
}
