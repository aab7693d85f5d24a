package bpf4j.perf.internal.channel;

import bpf4j.maps.BpfPerfEventArray;
import bpf4j.perf.ReaderOptions;
import bpf4j.perf.internal.reader.RingSource;
import bpf4j.perf.internal.ring.LastSamplesRing;
import bpf4j.perf.internal.ring.MappedSampleMemory;
import bpf4j.perf.internal.ring.Ring;
import bpf4j.perf.internal.ring.SampleRing;
import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.MappedMemory.Access;
import bpf4j.syscall.perf.PerfEventAttr;
import bpf4j.syscall.perf.PerfEvents;
import bpf4j.syscall.perf.PerfFlag;
import bpf4j.syscall.perf.PerfReadFormat;
import bpf4j.syscall.perf.PerfSample;
import bpf4j.syscall.perf.PerfTarget;
import bpf4j.syscall.system.Machine;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;

/**
 * A perf event with its buffer for each CPU that runs, entered in the array under the CPU's number.
 * The kernel forgets the events of a CPU that goes down, so one that comes back gets a new one.
 */
final class PerfEventSource implements RingSource {
  private static final int CLOCK_MONOTONIC = 1;
  private static final int VALUE_AND_LOST = 2;

  private final PerfEventArraySpec<?> spec;
  private final BpfPerfEventArray<?> map;
  private final ReaderOptions options;
  private final Supplier<BitSet> online;
  private final Runnable onClose;
  private final boolean countsLost;
  private final Map<Integer, Ring> rings = new ConcurrentSkipListMap<>();

  /** What CPUs that went down had lost before. */
  private final AtomicLongArray lostBefore = new AtomicLongArray(Machine.possibleCpus().length());

  private PerfEventSource(
      PerfEventArraySpec<?> spec,
      BpfPerfEventArray<?> map,
      ReaderOptions options,
      Supplier<BitSet> online,
      Runnable onClose) {
    this.spec = spec;
    this.map = map;
    this.options = options;
    this.online = online;
    this.onClose = onClose;
    this.countsLost = countsLost();
  }

  /**
   * Opens the buffers.
   *
   * @param spec what they are to be
   * @param map where they are entered
   * @param options how they are read
   * @param online the CPUs that run
   * @param onClose run at the end
   */
  static PerfEventSource open(
      PerfEventArraySpec<?> spec,
      BpfPerfEventArray<?> map,
      ReaderOptions options,
      Supplier<BitSet> online,
      Runnable onClose) {
    PerfEventSource source = new PerfEventSource(spec, map, options, online, onClose);
    try {
      source.change();
      return source;
    } catch (RuntimeException | Error e) {
      source.rings.values().forEach(Ring::close);
      throw e;
    }
  }

  /** Whether the kernel counts lost records ({@code PERF_FORMAT_LOST}, Linux 6.0). */
  private static boolean countsLost() {
    PerfEventAttr attr = PerfEventAttr.bpfOutput().readFormat(PerfReadFormat.LOST).build();
    try (Fd event = PerfEvents.open(attr, PerfTarget.thread(0))) {
      return event.isOpen();
    } catch (SyscallException e) {
      if (e.errno() == Errno.EINVAL) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public List<Ring> rings() {
    return List.copyOf(rings.values());
  }

  @Override
  public boolean mayChange() {
    return true;
  }

  @Override
  public Change change() {
    BitSet running = online.get();
    List<Ring> added = new ArrayList<>();
    List<Ring> removed = new ArrayList<>();
    for (Map.Entry<Integer, Ring> entry : rings.entrySet()) {
      int cpu = entry.getKey();
      if (!running.get(cpu)) {
        Ring gone = entry.getValue();
        lostBefore.addAndGet(cpu, lost(gone));
        map.remove(cpu);
        removed.add(gone);
      }
    }
    rings.values().removeAll(removed);
    for (int cpu = running.nextSetBit(0); cpu >= 0; cpu = running.nextSetBit(cpu + 1)) {
      if (!rings.containsKey(cpu)) {
        Ring ring = open(cpu);
        if (ring != null) {
          rings.put(cpu, ring);
          added.add(ring);
        }
      }
    }
    return added.isEmpty() && removed.isEmpty() ? null : new Change(added, removed);
  }

  /** Opens the buffer of a CPU; null if it has just gone down. */
  private Ring open(int cpu) {
    Fd event;
    try {
      event = PerfEvents.open(attr(), PerfTarget.cpu(cpu));
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENODEV) {
        return null;
      }
      throw e;
    }
    Access access = spec.overwrite() ? Access.READ_ONLY : Access.READ_WRITE;
    MappedSampleMemory memory = new MappedSampleMemory(event, spec.bytes(), access);
    try {
      Ring ring =
          spec.overwrite()
              ? new LastSamplesRing(
                  memory,
                  paused -> PerfEvents.pauseOutput(event, paused),
                  spec.layout(),
                  cpu,
                  spec.timestamps())
              : new SampleRing(
                  memory, spec.layout(), cpu, spec.timestamps(), options.lossListener());
      map.put(cpu, event);
      return ring;
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  private PerfEventAttr attr() {
    PerfEventAttr.Builder attr = PerfEventAttr.bpfOutput();
    if (spec.timestamps()) {
      attr.sampleType(PerfSample.RAW | PerfSample.TIME).clock(CLOCK_MONOTONIC);
    }
    if (spec.overwrite()) {
      attr.flags(PerfFlag.WRITE_BACKWARD);
    }
    if (countsLost) {
      attr.readFormat(PerfReadFormat.LOST);
    }
    return spec.wakeupBytes() > 0
        ? attr.wakeupWatermark(spec.wakeupBytes()).build()
        : attr.wakeupEvents(spec.wakeupEvents()).build();
  }

  @Override
  public void addLost(long[] byCpu) {
    for (int cpu = 0; cpu < lostBefore.length(); cpu++) {
      byCpu[cpu] += lostBefore.get(cpu);
    }
    rings.forEach((cpu, ring) -> byCpu[cpu] += lost(ring));
  }

  private long lost(Ring ring) {
    if (!(ring instanceof SampleRing sampled)) {
      return 0;
    }
    return countsLost ? PerfEvents.read(ring.fd(), VALUE_AND_LOST)[1] : sampled.lost();
  }

  @Override
  public boolean isInKernel() {
    return true;
  }

  @Override
  public void close() {
    if (!map.isClosed()) {
      rings.keySet().forEach(map::remove);
    }
    onClose.run();
  }
}
