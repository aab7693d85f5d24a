package bpf4j.compiler;

import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.ProgramKind;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.perf.attach.KernelFunction;
import bpf4j.perf.attach.KernelProbes;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.bpf.AttachType;
import java.io.Serializable;

/** Attaches programs to functions of the kernel, many of them at once where the kernel can. */
final class KernelAttachments {
  private KernelAttachments() {}

  static <P extends Serializable> AttachedProgram attach(
      P lambda, KernelFunction functions, boolean atReturn) {
    AttachType multi = AttachType.TRACE_KPROBE_MULTI;
    boolean many = functions.isPattern() && KernelVersion.running().atLeast(multi.since());
    ProgramKind kind = many ? ProgramKinds.KPROBE.attachedTo(multi) : ProgramKinds.KPROBE;
    KernelProgram program =
        KernelProgram.load(Compilation.of(lambda, CompileOptions.of(kind, LinkLayer.NONE)));
    return AttachedProgram.of(
        program,
        fd ->
            many
                ? KernelProbes.attachMulti(fd, functions, atReturn)
                : KernelProbes.attach(fd, functions, atReturn));
  }
}
