package bpf4j.compiler;

import bpf4j.compiler.context.ResultContext;
import bpf4j.compiler.internal.declaration.Binding;
import bpf4j.compiler.internal.load.ProgramKind;
import bpf4j.perf.attach.KernelPlace;
import bpf4j.perf.attach.TrampolineAttacher;
import java.io.Serializable;

/** What the façades for places in the kernel with typed arguments have in common. */
final class PlacePrograms {
  private PlacePrograms() {}

  static <P extends Serializable> CompiledProgram<P> compile(
      ProgramKind kind, KernelPlace place, P lambda) {
    boolean seesResult = ResultContext.class.isAssignableFrom(kind.context());
    return Programs.compileWithOwnContext(kind, lambda, new Binding.AtPlace(place, seesResult));
  }

  static <P extends Serializable> AttachedProgram attach(
      ProgramKind kind, KernelPlace place, long cookie, P lambda) {
    return AttachedProgram.of(
        compile(kind, place, lambda).load(),
        program -> TrampolineAttacher.attach(program, place, kind.attachType(), cookie));
  }
}
