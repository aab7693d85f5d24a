package bpf4j.syscall.probe;

import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.AttachCalls;
import bpf4j.syscall.bpf.AttachTarget;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.LinkCalls;
import bpf4j.syscall.bpf.LinkTarget;
import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.bpf.MapCreateAttr;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.io.Fd;
import java.util.List;

/**
 * Questions answered by attaching in a way that must fail: which error comes back tells whether the
 * kernel got as far as looking at the target.
 */
final class AttachProbes {
  /** No process has a descriptor of this number. */
  private static final Fd NOTHING = Fd.borrow(Integer.MAX_VALUE);

  private AttachProbes() {}

  static Support type(AttachType type) {
    return switch (type) {
      case SK_REUSEPORT_SELECT, SK_REUSEPORT_SELECT_OR_MIGRATE ->
          byLoading(ProgramType.SK_REUSEPORT, type);
      case NETFILTER -> byLoading(ProgramType.NETFILTER, type);
      case XDP_DEVMAP -> byMap(MapType.DEVMAP);
      case XDP_CPUMAP -> byMap(MapType.CPUMAP);
      case PERF_EVENT -> byLink(ProgramType.PERF_EVENT, null, new LinkTarget.PerfEvent(NOTHING, 0));
      case TRACE_KPROBE_MULTI, TRACE_KPROBE_SESSION ->
          byLink(ProgramType.KPROBE, type, kprobes(type == AttachType.TRACE_KPROBE_SESSION));
      case TRACE_UPROBE_MULTI, TRACE_UPROBE_SESSION ->
          byLink(ProgramType.KPROBE, type, uprobes(type == AttachType.TRACE_UPROBE_SESSION));
      case STRUCT_OPS -> FeatureProbes.mapType(MapType.STRUCT_OPS);
      default -> byAttaching(type);
    };
  }

  /** A known type makes the kernel look at the program's descriptor, which is none. */
  private static Support byAttaching(AttachType type) {
    return Attempt.at(
        () -> {
          AttachCalls.attach(new AttachTarget.Descriptor(NOTHING), NOTHING, type, 0);
          throw new AssertionError("attached nothing to nothing");
        },
        e -> byErrno(type, e));
  }

  private static Support byErrno(AttachType type, SyscallException e) {
    return switch (e.errno()) {
      case EBADF -> Support.yes();
      case EINVAL, ENOTSUPP, EOPNOTSUPP -> Support.no("this kernel has no " + type.kernelName());
      default -> Support.unknown(e.getMessage());
    };
  }

  private static Support byLoading(ProgramType program, AttachType type) {
    return Attempt.at(
        () -> ProgramCalls.load(ProgramProbes.attr(program, Slots.returningZero(), type)).fd(),
        e ->
            e.errno() == Errno.EINVAL
                ? Support.no("this kernel has no " + type.kernelName())
                : Support.unknown(e.getMessage()));
  }

  /** Values with room for a program came with the programs that attach to them. */
  private static Support byMap(MapType type) {
    return Attempt.at(
        () -> MapCalls.create(MapCreateAttr.of(type, 4, 8, 1)),
        e ->
            e.errno() == Errno.EINVAL
                ? Support.no("values of " + type.kernelName() + " hold no programs here")
                : Support.unknown(e.getMessage()));
  }

  private static Support byLink(ProgramType program, AttachType expected, LinkTarget target) {
    return Attempt.at(
        () -> {
          try (Fd loaded =
              ProgramCalls.load(ProgramProbes.attr(program, Slots.returningZero(), expected))
                  .fd()) {
            return LinkCalls.create(loaded, target);
          }
        },
        e -> byErrno(target.attachType(), e));
  }

  /** Every kernel with kprobes has this function; the link is closed as soon as it is there. */
  private static LinkTarget kprobes(boolean session) {
    return new LinkTarget.KprobeMulti(List.of("vprintk"), List.of(), List.of(), false, session);
  }

  /** A folder cannot be probed: EBADF, once the kernel has looked at it. */
  private static LinkTarget uprobes(boolean session) {
    return new LinkTarget.UprobeMulti("/", List.of(1L), List.of(), List.of(), false, session, 0);
  }
}
