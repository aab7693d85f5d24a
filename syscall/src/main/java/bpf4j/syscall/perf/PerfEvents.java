package bpf4j.syscall.perf;

import bpf4j.syscall.Errno;
import bpf4j.syscall.internal.call.Attr;
import bpf4j.syscall.internal.call.Ioctl;
import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.layout.PerfAttr;
import bpf4j.syscall.internal.libc.LibC;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import java.nio.ByteBuffer;

/**
 * {@code perf_event_open(2)} and the ioctls of its descriptors. Thread-safe.
 *
 * <p>Every ioctl method throws {@link bpf4j.syscall.SyscallException} if the kernel refuses.
 */
public final class PerfEvents {
  private static final int FLAG_FD_NO_GROUP = 1;
  private static final int FLAG_FD_OUTPUT = 1 << 1;
  private static final int FLAG_PID_CGROUP = 1 << 2;
  private static final int FLAG_FD_CLOEXEC = 1 << 3;
  private static final int ALL_MEMBERS = 1;

  private static final long ENABLE = Ioctl.plain('$', 0);
  private static final long DISABLE = Ioctl.plain('$', 1);
  private static final long REFRESH = Ioctl.plain('$', 2);
  private static final long RESET = Ioctl.plain('$', 3);
  private static final long PERIOD = Ioctl.write('$', 4, Long.BYTES);
  private static final long SET_OUTPUT = Ioctl.plain('$', 5);
  private static final long SET_FILTER = Ioctl.write('$', 6, Long.BYTES);
  private static final long ID = Ioctl.read('$', 7, Long.BYTES);
  private static final long SET_BPF = Ioctl.write('$', 8, Integer.BYTES);
  private static final long PAUSE_OUTPUT = Ioctl.write('$', 9, Integer.BYTES);
  private static final long QUERY_BPF = Ioctl.readWrite('$', 10, Long.BYTES);
  private static final long MODIFY_ATTRIBUTES = Ioctl.write('$', 11, Long.BYTES);

  private PerfEvents() {}

  /**
   * Opens an event ({@code perf_event_open(2)}, Linux 2.6.31).
   *
   * @param attr what to count or sample
   * @param target whom to watch
   * @return the event's descriptor, owned by the caller
   * @throws bpf4j.syscall.SyscallException with ENOENT or EOPNOTSUPP if this machine has no such
   *     event, ENODEV if the CPU is offline, EACCES or EPERM without the privilege, ESRCH if there
   *     is no such thread
   */
  public static Fd open(PerfEventAttr attr, PerfTarget target) {
    return open(attr, target, null, 0);
  }

  /**
   * As {@link #open(PerfEventAttr, PerfTarget)}, in the group of another event: they are scheduled
   * together.
   *
   * @param attr what to count or sample
   * @param target whom to watch, the same as the leader's
   * @param leader the group's first event
   * @return the event's descriptor, owned by the caller
   */
  public static Fd openInGroup(PerfEventAttr attr, PerfTarget target, Fd leader) {
    return open(attr, target, leader, 0);
  }

  /**
   * As {@link #open(PerfEventAttr, PerfTarget)}, with records going to another event's ring.
   *
   * @param attr what to sample
   * @param target whom to watch, on the same CPU as the ring's event
   * @param ring the event whose ring is mapped
   * @return the event's descriptor, owned by the caller
   */
  public static Fd openWithOutput(PerfEventAttr attr, PerfTarget target, Fd ring) {
    return open(attr, target, ring, FLAG_FD_NO_GROUP | FLAG_FD_OUTPUT);
  }

  private static Fd open(PerfEventAttr attr, PerfTarget target, Fd other, int flags) {
    try (Attr a = new Attr(PerfAttr.SIZEOF)) {
      fill(a, attr);
      int group = other == null ? -1 : a.lease(other);
      int pid = target.cgroup() == null ? target.pid() : a.lease(target.cgroup());
      long allFlags = flags | FLAG_FD_CLOEXEC | (target.cgroup() == null ? 0 : FLAG_PID_CGROUP);
      long result = LibC.instance().perfEventOpen(a.address(), pid, target.cpu(), group, allFlags);
      return Fd.own((int) Failures.check(describe(attr, target), result));
    }
  }

  private static void fill(Attr a, PerfEventAttr attr) {
    a.buffer().put(0, attr.struct());
    a.string(PerfAttr.CONFIG1, attr.text());
  }

  private static String describe(PerfEventAttr attr, PerfTarget target) {
    ByteBuffer struct = ByteBuffer.wrap(attr.struct()).order(java.nio.ByteOrder.nativeOrder());
    return "perf_event_open(type "
        + struct.getInt(PerfAttr.TYPE)
        + ", config 0x"
        + Long.toHexString(struct.getLong(PerfAttr.CONFIG))
        + (attr.text() == null ? "" : ", " + attr.text())
        + ", pid "
        + target.pid()
        + ", cpu "
        + target.cpu()
        + ")";
  }

  /**
   * Starts an event.
   *
   * @param event the event
   */
  public static void enable(Fd event) {
    ioctl(event, "PERF_EVENT_IOC_ENABLE", ENABLE, 0);
  }

  /**
   * Stops an event.
   *
   * @param event the event
   */
  public static void disable(Fd event) {
    ioctl(event, "PERF_EVENT_IOC_DISABLE", DISABLE, 0);
  }

  /**
   * Starts all events of a group.
   *
   * @param leader the group's leader
   */
  public static void enableGroup(Fd leader) {
    ioctl(leader, "PERF_EVENT_IOC_ENABLE", ENABLE, ALL_MEMBERS);
  }

  /**
   * Stops all events of a group.
   *
   * @param leader the group's leader
   */
  public static void disableGroup(Fd leader) {
    ioctl(leader, "PERF_EVENT_IOC_DISABLE", DISABLE, ALL_MEMBERS);
  }

  /**
   * Starts an event for so many overflows, after which it stops by itself.
   *
   * @param event a sampling event
   * @param overflows how many, added to what is left
   */
  public static void refresh(Fd event, int overflows) {
    ioctl(event, "PERF_EVENT_IOC_REFRESH", REFRESH, overflows);
  }

  /**
   * Sets an event's count to 0.
   *
   * @param event the event
   */
  public static void reset(Fd event) {
    ioctl(event, "PERF_EVENT_IOC_RESET", RESET, 0);
  }

  /**
   * Changes the period or frequency of a sampling event.
   *
   * @param event the event
   * @param period events a sample, or samples a second
   */
  public static void period(Fd event, long period) {
    try (NativeMemory memory = NativeMemory.allocate(Long.BYTES)) {
      memory.buffer().putLong(0, period);
      ioctl(event, "PERF_EVENT_IOC_PERIOD", PERIOD, memory.address());
    }
  }

  /**
   * Sends an event's records to another event's ring.
   *
   * @param event the event
   * @param ring the event whose ring is mapped, or null for its own again
   */
  public static void setOutput(Fd event, Fd ring) {
    if (ring == null) {
      ioctl(event, "PERF_EVENT_IOC_SET_OUTPUT", SET_OUTPUT, -1);
    } else {
      ioctlWith(event, "PERF_EVENT_IOC_SET_OUTPUT", SET_OUTPUT, ring);
    }
  }

  /**
   * Filters a tracepoint's events by their fields, or address ranges of a trace.
   *
   * @param event the event
   * @param filter for instance {@code prev_pid == 0}
   */
  public static void setFilter(Fd event, String filter) {
    try (NativeMemory text = NativeMemory.cString(filter)) {
      ioctl(event, "PERF_EVENT_IOC_SET_FILTER", SET_FILTER, text.address());
    }
  }

  /**
   * Returns the number that samples carry with {@link PerfSample#ID}.
   *
   * @param event the event
   * @return its id
   */
  public static long id(Fd event) {
    try (NativeMemory memory = NativeMemory.allocate(Long.BYTES)) {
      ioctl(event, "PERF_EVENT_IOC_ID", ID, memory.address());
      return memory.buffer().getLong(0);
    }
  }

  /**
   * Attaches a program to an event (Linux 4.1). It stays until the event is closed. From Linux 5.15
   * on a link ({@code BPF_LINK_CREATE}) is the better way.
   *
   * @param event a probe, tracepoint or sampling event
   * @param program a loaded program of the event's kind
   */
  public static void setBpf(Fd event, Fd program) {
    ioctlWith(event, "PERF_EVENT_IOC_SET_BPF", SET_BPF, program);
  }

  /**
   * Stops or restarts writing to an event's ring (Linux 4.7).
   *
   * @param event the event whose ring is mapped
   * @param pause whether to stop
   */
  public static void pauseOutput(Fd event, boolean pause) {
    ioctl(event, "PERF_EVENT_IOC_PAUSE_OUTPUT", PAUSE_OUTPUT, pause ? 1 : 0);
  }

  /**
   * Lists the programs attached to a tracepoint, by whomever (Linux 4.16).
   *
   * @param event an event of that tracepoint
   * @return the programs' ids
   */
  public static int[] queryBpf(Fd event) {
    int room = 64;
    while (true) {
      try (NativeMemory memory = NativeMemory.allocate((2 + room) * Integer.BYTES)) {
        ByteBuffer b = memory.buffer();
        b.putInt(0, room);
        long result = raw(event, QUERY_BPF, memory.address());
        int count = b.getInt(Integer.BYTES);
        if (result == -Errno.ENOSPC.number() && count > room) {
          room = count;
          continue;
        }
        Failures.check("ioctl(PERF_EVENT_IOC_QUERY_BPF)", result);
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) {
          ids[i] = b.getInt((2 + i) * Integer.BYTES);
        }
        return ids;
      }
    }
  }

  /**
   * Changes a breakpoint's attributes (Linux 4.17; the kernel takes no other event).
   *
   * @param event the event
   * @param attr the new attributes, of the same type
   */
  public static void modify(Fd event, PerfEventAttr attr) {
    try (Attr a = new Attr(PerfAttr.SIZEOF)) {
      fill(a, attr);
      ioctl(event, "PERF_EVENT_IOC_MODIFY_ATTRIBUTES", MODIFY_ATTRIBUTES, a.address());
    }
  }

  /**
   * Reads an event's counters ({@code read(2)}).
   *
   * @param event the event
   * @param numbers how many 64-bit numbers its {@link PerfReadFormat} gives
   * @return that many numbers, or fewer
   */
  public static long[] read(Fd event, int numbers) {
    int fd = event.acquire();
    try (NativeMemory memory = NativeMemory.allocate(numbers * Long.BYTES)) {
      long result = LibC.instance().read(fd, memory.address(), memory.size());
      int size = (int) Failures.check("read(perf event)", result);
      long[] values = new long[size / Long.BYTES];
      memory.buffer().asLongBuffer().get(values);
      return values;
    } finally {
      event.release();
    }
  }

  private static void ioctlWith(Fd event, String name, long request, Fd argument) {
    int number = argument.acquire();
    try {
      ioctl(event, name, request, number);
    } finally {
      argument.release();
    }
  }

  private static void ioctl(Fd event, String name, long request, long argument) {
    Failures.check("ioctl(" + name + ")", raw(event, request, argument));
  }

  private static long raw(Fd event, long request, long argument) {
    int fd = event.acquire();
    try {
      return LibC.instance().ioctl(fd, request, argument);
    } finally {
      event.release();
    }
  }
}
