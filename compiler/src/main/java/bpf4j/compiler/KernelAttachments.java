package bpf4j.compiler;

import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.ProgramKind;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.perf.attach.KernelFunction;
import bpf4j.perf.attach.KernelProbes;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.syscall.bpf.AttachType;
import java.io.Serializable;

/** Attaches programs to functions of the kernel, many of them at once where the kernel can. */
final class KernelAttachments {
  private static final AttachType MULTI = AttachType.TRACE_KPROBE_MULTI;

  private KernelAttachments() {}

  static <P extends Serializable> AttachedProgram attach(
      P lambda, KernelFunction functions, boolean atReturn) {
    if (functions.isPattern() && KernelVersion.running().atLeast(MULTI.since())) {
      try {
        return AttachedProgram.of(
            load(lambda, ProgramKinds.KPROBE.attachedTo(MULTI)),
            program -> KernelProbes.attachMulti(program, functions, atReturn));
      } catch (UnsupportedFeatureException e) {
        // Built without it: one by one, as on older kernels.
      }
    }
    return AttachedProgram.of(
        load(lambda, ProgramKinds.KPROBE),
        program -> KernelProbes.attach(program, functions, atReturn));
  }

  private static KernelProgram load(Serializable lambda, ProgramKind kind) {
    return KernelProgram.load(Compilation.of(lambda, CompileOptions.of(kind, LinkLayer.NONE)));
  }
}
