package bpf4j.syscall.bpf;

import bpf4j.syscall.Errno;
import bpf4j.syscall.internal.call.Attr;
import bpf4j.syscall.internal.layout.BpfAttr.ProgAttach;
import bpf4j.syscall.internal.layout.BpfAttr.ProgQuery;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of {@code bpf(2)} that attach programs without a link: such an attachment outlives
 * this process and must be detached. Thread-safe.
 */
public final class AttachCalls {
  /** A control group further down may replace the program (Linux 4.10). */
  public static final int ALLOW_OVERRIDE = 1;

  /** Several programs may be attached, and those further up run too (Linux 4.15). */
  public static final int ALLOW_MULTI = 1 << 1;

  private static final int REPLACE = 1 << 2;
  private static final int QUERY_EFFECTIVE = 1;
  private static final int FIRST_ROOM = 64;

  private AttachCalls() {}

  /**
   * Attaches a program ({@code BPF_PROG_ATTACH}, Linux 4.10).
   *
   * @param target to what
   * @param program the program
   * @param type where
   * @param flags {@link #ALLOW_OVERRIDE}, {@link #ALLOW_MULTI} or 0
   */
  public static void attach(AttachTarget target, Fd program, AttachType type, int flags) {
    attach(target, program, type, flags, null, Anchor.NONE);
  }

  /**
   * As {@link #attach(AttachTarget, Fd, AttachType, int)}, at a place among the others.
   *
   * @param target to what
   * @param program the program
   * @param type where
   * @param anchor the place
   */
  public static void attachAt(AttachTarget target, Fd program, AttachType type, Anchor anchor) {
    attach(target, program, type, 0, null, anchor);
  }

  /**
   * Replaces an attached program (Linux 5.6 for control groups, 6.6 for devices).
   *
   * @param target to what it is attached
   * @param old the program to replace
   * @param program the new one
   * @param type where
   * @param flags the flags the old one was attached with
   */
  public static void replace(AttachTarget target, Fd old, Fd program, AttachType type, int flags) {
    attach(target, program, type, flags | REPLACE, old, Anchor.NONE);
  }

  private static void attach(
      AttachTarget target, Fd program, AttachType type, int flags, Fd old, Anchor anchor) {
    try (Attr a = new Attr(ProgAttach.SIZE)) {
      target(a, target, ProgAttach.TARGET_FD);
      a.fd(ProgAttach.ATTACH_BPF_FD, program)
          .u32(ProgAttach.ATTACH_TYPE, type.number())
          .u32(ProgAttach.ATTACH_FLAGS, flags | anchor.flags())
          .fd(ProgAttach.REPLACE_BPF_FD, old);
      anchor(a, anchor);
      Calls.run(BpfCommand.PROG_ATTACH, a);
    }
  }

  /**
   * Detaches a program ({@code BPF_PROG_DETACH}, Linux 4.10).
   *
   * @param target from what
   * @param program the program; null where only one can be
   * @param type where
   * @return false if nothing was attached
   */
  public static boolean detach(AttachTarget target, Fd program, AttachType type) {
    try (Attr a = new Attr(ProgAttach.SIZE)) {
      target(a, target, ProgAttach.TARGET_FD);
      a.fd(ProgAttach.ATTACH_BPF_FD, program).u32(ProgAttach.ATTACH_TYPE, type.number());
      long result = a.bpf(BpfCommand.PROG_DETACH.number());
      if (result == -Errno.ENOENT.number()) {
        return false;
      }
      Calls.check(BpfCommand.PROG_DETACH, result);
      return true;
    }
  }

  /**
   * Lists what is attached ({@code BPF_PROG_QUERY}, Linux 4.15).
   *
   * @param target to what
   * @param type where
   * @param effective for control groups: also what is attached further up and runs here
   * @return the programs
   */
  public static QueryResult query(AttachTarget target, AttachType type, boolean effective) {
    int room = FIRST_ROOM;
    while (true) {
      try (Attr a = new Attr(ProgQuery.SIZE)) {
        target(a, target, ProgQuery.TARGET_FD);
        a.u32(ProgQuery.ATTACH_TYPE, type.number())
            .u32(ProgQuery.QUERY_FLAGS, effective ? QUERY_EFFECTIVE : 0)
            .u32(ProgQuery.COUNT, room);
        NativeMemory ids = a.space(ProgQuery.PROG_IDS, room * Integer.BYTES);
        boolean device = target instanceof AttachTarget.Device;
        // Only device queries know of links; only direct queries of control groups have flags.
        NativeMemory links = a.space(ProgQuery.LINK_IDS, device ? room * Integer.BYTES : 0);
        long result = a.bpf(BpfCommand.PROG_QUERY.number());
        int count = a.u32(ProgQuery.COUNT);
        if (result == -Errno.ENOSPC.number() && count > room) {
          room = count;
          continue;
        }
        Calls.check(BpfCommand.PROG_QUERY, result);
        return new QueryResult(
            programs(ids, links, count), a.u32(ProgQuery.ATTACH_FLAGS), a.u64(ProgQuery.REVISION));
      }
    }
  }

  private static List<QueryResult.Attached> programs(
      NativeMemory ids, NativeMemory links, int count) {
    List<QueryResult.Attached> programs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int offset = i * Integer.BYTES;
      int link = links == null ? 0 : links.buffer().getInt(offset);
      programs.add(new QueryResult.Attached(ids.buffer().getInt(offset), 0, link));
    }
    return programs;
  }

  private static void target(Attr a, AttachTarget target, int offset) {
    if (target instanceof AttachTarget.Descriptor o) {
      a.fd(offset, o.fd());
    } else if (target instanceof AttachTarget.Device d) {
      a.u32(offset, d.interfaceIndex());
    }
  }

  private static void anchor(Attr a, Anchor anchor) {
    a.u32(ProgAttach.RELATIVE_FD, anchor.relativeId())
        .fd(ProgAttach.RELATIVE_FD, anchor.relative())
        .u64(ProgAttach.EXPECTED_REVISION, anchor.expectedRevision());
  }
}
