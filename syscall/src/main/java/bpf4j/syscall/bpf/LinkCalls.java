package bpf4j.syscall.bpf;

import bpf4j.syscall.internal.call.Attr;
import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.layout.BpfAttr.IterCreate;
import bpf4j.syscall.internal.layout.BpfAttr.LinkCreate;
import bpf4j.syscall.internal.layout.BpfAttr.LinkDetach;
import bpf4j.syscall.internal.layout.BpfAttr.LinkUpdate;
import bpf4j.syscall.internal.layout.BpfAttr.RawTracepoint;
import bpf4j.syscall.io.Fd;

/**
 * The commands of {@code bpf(2)} on links. A link is an attachment with a descriptor: it detaches
 * when its last descriptor is closed, unless it is pinned. Thread-safe.
 */
public final class LinkCalls {
  private static final int REPLACE = 1 << 2;

  private LinkCalls() {}

  /**
   * Attaches a program ({@code BPF_LINK_CREATE}, Linux 5.7).
   *
   * @param program the program; for {@link LinkTarget.StructOps} the map
   * @param target what to attach it to
   * @return the link, owned by the caller
   * @throws bpf4j.syscall.UnsupportedFeatureException if this kernel has no such links
   */
  public static Fd create(Fd program, LinkTarget target) {
    try (Attr a = new Attr(LinkCreate.SIZE)) {
      a.fd(LinkCreate.PROG_FD, program).u32(LinkCreate.ATTACH_TYPE, target.attachType().number());
      LinkTargetWriter.write(a, target);
      long result = a.bpf(BpfCommand.LINK_CREATE.number());
      if (result < 0) {
        String name = target.getClass().getSimpleName();
        throw Failures.ofFeature(
            "bpf(BPF_LINK_CREATE, " + target.attachType().kernelName() + ")",
            result,
            "a " + name + " link",
            target.since());
      }
      return Fd.own((int) result);
    }
  }

  /**
   * Attaches a program to a raw tracepoint, or to what was named at load for the types tracing and
   * LSM ({@code BPF_RAW_TRACEPOINT_OPEN}, Linux 4.17).
   *
   * @param program the program
   * @param name the tracepoint, null for tracing and LSM programs
   * @param cookie what {@code bpf_get_attach_cookie} returns (Linux 6.10), 0 for none
   * @return the link, owned by the caller
   */
  public static Fd rawTracepoint(Fd program, String name, long cookie) {
    try (Attr a = new Attr(RawTracepoint.SIZE)) {
      a.string(RawTracepoint.NAME, name)
          .fd(RawTracepoint.PROG_FD, program)
          .u64(RawTracepoint.COOKIE, cookie);
      return Calls.open(BpfCommand.RAW_TRACEPOINT_OPEN, a);
    }
  }

  /**
   * Replaces a link's program, without a moment in which none is attached ({@code BPF_LINK_UPDATE},
   * Linux 5.7).
   *
   * @param link the link
   * @param program the new program, of the same type; for struct_ops links the new map
   */
  public static void update(Fd link, Fd program) {
    update(link, program, null);
  }

  /**
   * As {@link #update(Fd, Fd)}, if a given program is attached now: EPERM otherwise.
   *
   * @param link the link
   * @param program the new program or map
   * @param expected the one it must replace; null for any
   */
  public static void update(Fd link, Fd program, Fd expected) {
    try (Attr a = new Attr(LinkUpdate.SIZE)) {
      a.fd(LinkUpdate.LINK_FD, link)
          .fd(LinkUpdate.NEW_PROG_FD, program)
          .u32(LinkUpdate.FLAGS, expected == null ? 0 : REPLACE)
          .fd(LinkUpdate.OLD_PROG_FD, expected);
      Calls.run(BpfCommand.LINK_UPDATE, a);
    }
  }

  /**
   * Detaches a link whoever else holds it; it stays as an object that does nothing ({@code
   * BPF_LINK_DETACH}, Linux 5.9).
   *
   * @param link a link of a type that can be detached, such as control group and device links
   */
  public static void detach(Fd link) {
    try (Attr a = new Attr(LinkDetach.SIZE)) {
      a.fd(LinkDetach.LINK_FD, link);
      Calls.run(BpfCommand.LINK_DETACH, a);
    }
  }

  /**
   * Starts one run of an iterator ({@code BPF_ITER_CREATE}, Linux 5.8): reading the descriptor, for
   * instance by {@link bpf4j.syscall.io.FdInputStream}, gives what the program prints.
   *
   * @param link an iterator's link
   * @return the descriptor to read, owned by the caller
   */
  public static Fd iterate(Fd link) {
    try (Attr a = new Attr(IterCreate.SIZE)) {
      a.fd(IterCreate.LINK_FD, link);
      return Calls.open(BpfCommand.ITER_CREATE, a);
    }
  }
}
