package bpf4j.compiler.internal.load;

import bpf4j.compiler.Failure;
import bpf4j.compiler.internal.codegen.GeneratedCode;
import bpf4j.compiler.internal.ir.FailCounters;
import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.bpf.MapCreateAttr;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.MappedMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The counters of failing runs: one memory-mapped array entry, see {@link FailCounters}. */
public final class FailureMap implements AutoCloseable {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** The counters of a program that has none. */
  static final FailureMap NONE = new FailureMap(List.of(), null, null);

  private final List<FailSite> sites;
  private final Fd fd;
  private final MappedMemory memory;
  private List<Failure> last = List.of();

  private FailureMap(List<FailSite> sites, Fd fd, MappedMemory memory) {
    this.sites = sites;
    this.fd = fd;
    this.memory = memory;
  }

  /** Makes the counters of a program; none when it neither fails nor reads them. */
  public static FailureMap of(GeneratedCode code) {
    boolean used =
        code.code().relocations().stream().anyMatch(use -> use.map() == FailCounters.INSTANCE);
    return used ? create(code.failSites()) : NONE;
  }

  private static FailureMap create(List<FailSite> sites) {
    int size = FailCounters.offset(sites.size());
    Fd fd =
        MapCalls.create(
            MapCreateAttr.of(MapType.ARRAY, Integer.BYTES, size, 1)
                .flags(MapFlags.MMAPABLE)
                .name("failures"));
    try {
      return new FailureMap(
          sites, fd, MappedMemory.map(fd, 0, size, MappedMemory.Access.READ_ONLY));
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  Fd fd() {
    return fd;
  }

  /** The counters that are not zero; after closing, as they last were. */
  public synchronized List<Failure> read() {
    if (memory == null || !memory.isOpen()) {
      return last;
    }
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      long count = (long) LONG.getAcquire(memory.buffer(), FailCounters.offset(i));
      if (count != 0) {
        FailSite site = sites.get(i);
        failures.add(
            new Failure(
                site.position() == null ? null : site.position().file(),
                site.position() == null ? 0 : site.position().line(),
                site.reason(),
                count));
      }
    }
    last = List.copyOf(failures);
    return last;
  }

  @Override
  public synchronized void close() {
    if (memory != null && memory.isOpen()) {
      read();
      memory.close();
      fd.close();
    }
  }
}
