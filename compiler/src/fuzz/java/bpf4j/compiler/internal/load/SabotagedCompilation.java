package bpf4j.compiler.internal.load;

import bpf4j.compiler.internal.codegen.GeneratedCode;
import bpf4j.compiler.internal.isa.PatchedCode;
import bpf4j.compiler.internal.opt.Passes;
import java.io.Serializable;
import java.util.function.UnaryOperator;

/** Compiles wrongly, so that it can be seen whether tests notice. */
public final class SabotagedCompilation {
  private SabotagedCompilation() {}

  /**
   * Compiles.
   *
   * @param graphs is shown the graph after each pass, and may change it
   * @param code changes the instructions, one for one
   */
  public static Compilation of(
      Serializable lambda,
      CompileOptions options,
      Passes.Watcher graphs,
      UnaryOperator<long[]> code) {
    Compilation right =
        Compilation.of(
            lambda, options, false, (graph, target) -> Passes.run(graph, target, graphs));
    GeneratedCode made = right.code();
    GeneratedCode patched =
        new GeneratedCode(
            PatchedCode.of(made.code(), code.apply(made.code().slots())),
            made.lines(),
            made.failSites(),
            made.functions(),
            made.hotSlots(),
            made.stackBytes());
    return new Compilation(right.name(), right.options(), patched, right.times(), lambda, false);
  }
}
