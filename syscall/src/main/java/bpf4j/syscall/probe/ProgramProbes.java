package bpf4j.syscall.probe;

import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramFlags;
import bpf4j.syscall.bpf.ProgramLoadAttr;
import bpf4j.syscall.bpf.ProgramLoadException;
import bpf4j.syscall.bpf.ProgramType;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/** Questions answered by loading a program of two or three instructions. */
final class ProgramProbes {
  /** What verifiers of all ages say when a program may not call a helper. */
  private static final Pattern HELPER_REFUSED =
      Pattern.compile("(unknown|invalid) func |cannot use helper|helper call is not allowed");

  private ProgramProbes() {}

  static Support type(ProgramType type) {
    return Attempt.at(
        () -> ProgramCalls.load(attr(type, Slots.returningZero())).fd(), e -> refused(type, e));
  }

  /**
   * An unknown type is EINVAL before verification. The types that attach to a given function get as
   * far as the verifier, which complains in its log that none was given.
   */
  private static Support refused(ProgramType type, SyscallException e) {
    if (e instanceof ProgramLoadException p && !p.log().isEmpty()) {
      return Support.yes();
    }
    return switch (e.errno()) {
      case EINVAL -> Support.no("this kernel has no " + type.kernelName());
      case ENOTSUPP, EOPNOTSUPP -> Support.no("this kernel was built without " + type.kernelName());
      default -> Support.unknown(e.getMessage());
    };
  }

  static Support helper(ProgramType type, int helper) {
    if (needsFunction(type)) {
      return Support.unknown(type.kernelName() + " programs load only for a given function");
    }
    Support typeSupport = FeatureProbes.programType(type);
    if (!typeSupport.isYes()) {
      return typeSupport;
    }
    byte[] program = Slots.of().call(helper).move(0, 0).exit().bytes();
    return Attempt.at(() -> ProgramCalls.load(attr(type, program)).fd(), e -> helperRefused(e));
  }

  /**
   * Arguments are missing, so a helper that may be called is refused for them (EACCES or EINVAL).
   */
  private static Support helperRefused(SyscallException e) {
    if (!(e instanceof ProgramLoadException p) || p.log().isEmpty()) {
      return Support.unknown(e.getMessage());
    }
    return HELPER_REFUSED.matcher(p.log()).find()
        ? Support.no(p.log().strip().lines().reduce("", ProgramProbes::reason))
        : Support.yes();
  }

  private static String reason(String found, String line) {
    return HELPER_REFUSED.matcher(line).find() ? line.strip() : found;
  }

  static Support instructions(byte[] program) {
    return Attempt.at(
        () -> ProgramCalls.load(attr(ProgramType.SOCKET_FILTER, program)).fd(),
        e ->
            e.errno() == Errno.EINVAL || e.errno() == Errno.ENOTSUPP
                ? Support.no("the verifier does not know the instruction")
                : Support.unknown(e.getMessage()));
  }

  static boolean needsFunction(ProgramType type) {
    return switch (type) {
      case TRACING, LSM, STRUCT_OPS, EXT -> true;
      default -> false;
    };
  }

  static ProgramLoadAttr attr(ProgramType type, byte[] instructions) {
    return attr(type, instructions, usualAttachType(type));
  }

  static ProgramLoadAttr attr(ProgramType type, byte[] instructions, AttachType attachType) {
    ProgramLoadAttr.Builder builder =
        ProgramLoadAttr.builder(type, ByteBuffer.wrap(instructions), "GPL");
    if (attachType != null) {
      builder.expectedAttachType(attachType);
    }
    if (type == ProgramType.SYSCALL) {
      builder.flags(ProgramFlags.SLEEPABLE);
    }
    return builder.build();
  }

  /** Types whose programs do not load without one, or may call less. */
  private static AttachType usualAttachType(ProgramType type) {
    return switch (type) {
      case CGROUP_SOCK -> AttachType.CGROUP_INET_SOCK_CREATE;
      case CGROUP_SOCK_ADDR -> AttachType.CGROUP_INET4_CONNECT;
      case CGROUP_DEVICE -> AttachType.CGROUP_DEVICE;
      case CGROUP_SYSCTL -> AttachType.CGROUP_SYSCTL;
      case CGROUP_SOCKOPT -> AttachType.CGROUP_GETSOCKOPT;
      case SK_LOOKUP -> AttachType.SK_LOOKUP;
      case NETFILTER -> AttachType.NETFILTER;
      case TRACING -> AttachType.TRACE_FENTRY;
      case LSM -> AttachType.LSM_MAC;
      default -> null;
    };
  }
}
