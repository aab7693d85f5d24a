package bpf4j.compiler.internal.load;

import bpf4j.compiler.internal.capture.CapturedLambda;
import bpf4j.compiler.internal.codegen.CodeGenerator;
import bpf4j.compiler.internal.codegen.GeneratedCode;
import bpf4j.compiler.internal.codegen.GeneratorOptions;
import bpf4j.compiler.internal.frontend.LambdaTranslator;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.opt.Passes;
import java.io.Serializable;

/**
 * A lambda and the code made of it.
 *
 * @param name a name for the kernel's lists, at most 15 characters
 */
public record Compilation(String name, CompileOptions options, GeneratedCode code) {
  /**
   * Compiles a lambda.
   *
   * @throws bpf4j.compiler.CompileException if it cannot become a BPF program
   */
  public static Compilation of(Serializable lambda, CompileOptions options) {
    CapturedLambda captured = CapturedLambda.of(lambda);
    Graph graph =
        new LambdaTranslator(
                captured, options.contextType(), options.environment(), options.defaultVerdict())
            .translate();
    Passes.run(graph, options.target());
    GeneratedCode code =
        CodeGenerator.generate(
            graph, new GeneratorOptions(options.effectiveLevel(), options.defaultVerdict()));
    return new Compilation(nameOf(captured), options, code);
  }

  private static String nameOf(CapturedLambda lambda) {
    String owner = lambda.owner();
    String simple = owner.substring(owner.lastIndexOf('/') + 1);
    int nested = simple.indexOf('$');
    return ProgramNames.mangle(nested > 0 ? simple.substring(0, nested) : simple);
  }
}
