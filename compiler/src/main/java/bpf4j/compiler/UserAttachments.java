package bpf4j.compiler;

import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.ProgramKind;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.perf.attach.UserProbe;
import bpf4j.perf.attach.UserProbes;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.bpf.AttachType;
import java.io.Serializable;

/** Attaches programs to places in user space, many of them at once where the kernel can. */
final class UserAttachments {
  /** Before 6.10 links to many places watched one thread of a process that was asked for. */
  private static final KernelVersion WHOLE_PROCESSES = KernelVersion.of(6, 10);

  private UserAttachments() {}

  static <P extends Serializable> AttachedProgram attach(P lambda, UserProbe probe) {
    boolean many = probe.sites().size() > 1 && hasMulti(probe);
    ProgramKind kind =
        many ? ProgramKinds.KPROBE.attachedTo(AttachType.TRACE_UPROBE_MULTI) : ProgramKinds.KPROBE;
    KernelProgram program =
        KernelProgram.load(Compilation.of(lambda, CompileOptions.of(kind, LinkLayer.NONE)));
    return AttachedProgram.of(
        program, fd -> many ? UserProbes.attachMulti(fd, probe) : UserProbes.attach(fd, probe));
  }

  private static boolean hasMulti(UserProbe probe) {
    KernelVersion needed =
        probe.pid().isPresent() ? WHOLE_PROCESSES : AttachType.TRACE_UPROBE_MULTI.since();
    return KernelVersion.running().atLeast(needed);
  }
}
