package bpf4j.perf.attach;

import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.syscall.bpf.LinkCalls;
import bpf4j.syscall.bpf.LinkTarget;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.perf.PerfEventAttr;
import bpf4j.syscall.perf.PerfTarget;
import java.util.Collections;
import java.util.List;

/**
 * Attaches programs to functions of the kernel, by perf events and links: no probe is left behind,
 * however this process ends. Thread-safe.
 */
public final class KernelProbes {
  private KernelProbes() {}

  /**
   * Attaches a program to each function by a perf event of its own (Linux 4.17; by links Linux
   * 5.15).
   *
   * @param program a loaded program of the type for kprobes
   * @param function the functions
   * @param atReturn whether at their return
   * @return the attachment
   * @throws NoSuchKernelFunctionException if there is no such function that can be attached to
   * @throws bpf4j.syscall.UnsupportedFeatureException if the kernel has no kprobes, or there is a
   *     cookie, and no links
   * @throws SyscallException if several functions have the name (EADDRNOTAVAIL, from Linux 6.7 on),
   *     or privileges are missing
   */
  public static Attachment attach(Fd program, KernelFunction function, boolean atReturn) {
    ProbeDevice device = ProbeDevice.of("kprobe");
    try (Attachment.Builder builder = new Attachment.Builder()) {
      String means = "";
      int count = 0;
      if (function.isPattern()) {
        for (String name : KernelFunctions.matching(function.name())) {
          means = attach(builder, program, device, name, function, atReturn);
          count++;
        }
      } else {
        means = attachOne(builder, program, device, function, atReturn);
      }
      return builder.finish(describe(function, atReturn, count) + " (" + means + ")");
    }
  }

  /** Tries the ways in which a system call's function may be spelt. */
  private static String attachOne(
      Attachment.Builder to,
      Fd program,
      ProbeDevice device,
      KernelFunction function,
      boolean atReturn) {
    for (String name : KernelFunctions.spellings(function.name())) {
      try {
        return attach(to, program, device, name, function, atReturn);
      } catch (SyscallException e) {
        // Kernels before 6.7 say EINVAL.
        if (e.errno() != Errno.ENOENT && e.errno() != Errno.EINVAL) {
          throw e;
        }
      }
    }
    throw KernelFunctions.missing(function.name());
  }

  private static String attach(
      Attachment.Builder to,
      Fd program,
      ProbeDevice device,
      String name,
      KernelFunction function,
      boolean atReturn) {
    PerfEventAttr attr =
        PerfEventAttr.kprobe(device.type(), name, function.offset(), device.bit(atReturn)).build();
    PerfTarget target = PerfTarget.cpu(OnlineCpu.any());
    return EventAttacher.attach(to, program, attr, target, function.cookie());
  }

  /**
   * Attaches a program to all functions that a pattern matches, by one link (Linux 5.18).
   *
   * @param program a program of the type for kprobes, loaded for {@link
   *     bpf4j.syscall.bpf.AttachType#TRACE_KPROBE_MULTI}
   * @param functions a pattern
   * @param atReturn whether at their return
   * @return the attachment
   * @throws NoSuchKernelFunctionException if there are no such functions
   * @throws bpf4j.syscall.UnsupportedFeatureException if the kernel has no such links, being older
   *     or built without them ({@code CONFIG_FPROBE})
   */
  public static Attachment attachMulti(Fd program, KernelFunction functions, boolean atReturn) {
    List<String> names = KernelFunctions.matching(functions.name());
    List<Long> cookies =
        functions.cookie() == 0 ? List.of() : Collections.nCopies(names.size(), functions.cookie());
    LinkTarget target = new LinkTarget.KprobeMulti(names, List.of(), cookies, atReturn, false);
    return Attachment.ofLink(
        createMulti(program, target),
        describe(functions, atReturn, names.size()) + " (kprobe multi link)");
  }

  private static Fd createMulti(Fd program, LinkTarget target) {
    try {
      return LinkCalls.create(program, target);
    } catch (SyscallException e) {
      if (e.errno() == Errno.EOPNOTSUPP) {
        throw new UnsupportedFeatureException(
            "links to many functions (CONFIG_FPROBE)", target.since(), e);
      }
      throw e;
    }
  }

  private static String describe(KernelFunction function, boolean atReturn, int count) {
    return (atReturn ? "kretprobe " : "kprobe ")
        + function.name()
        + (function.offset() == 0 ? "" : "+0x" + Long.toHexString(function.offset()))
        + (count == 0 ? "" : ", " + count + " functions");
  }
}
