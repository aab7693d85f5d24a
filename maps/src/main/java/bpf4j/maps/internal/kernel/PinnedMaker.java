package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfBloomFilter;
import bpf4j.maps.BpfDescriptors;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfHashSet;
import bpf4j.maps.BpfLocalStorage;
import bpf4j.maps.BpfLpmTrie;
import bpf4j.maps.BpfMap;
import bpf4j.maps.BpfMapOfMaps;
import bpf4j.maps.BpfPerCpuArray;
import bpf4j.maps.BpfPerCpuHash;
import bpf4j.maps.BpfQueue;
import bpf4j.maps.BpfRedirectMap;
import bpf4j.maps.BpfStackTraces;
import bpf4j.maps.BpfUserRingBuffer;
import bpf4j.maps.MapMismatchException;
import bpf4j.maps.internal.MapMaker;
import bpf4j.maps.internal.MapSpec;
import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapInfo;
import bpf4j.syscall.bpf.ObjectCalls;
import bpf4j.syscall.io.Fd;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Takes the map that is pinned at a path, or makes one and pins it there. */
final class PinnedMaker implements MapMaker {

  /** Rights of a descriptor, which the map does not keep ({@code kernel/bpf/syscall.c}). */
  private static final int RIGHTS = MapFlags.RDONLY | MapFlags.WRONLY;

  /** Where the memory of a map lies makes no other map of it. */
  private static final int NOT_COMPARED = RIGHTS | MapFlags.NUMA_NODE;

  private final Path path;

  PinnedMaker(Path path) {
    this.path = Objects.requireNonNull(path, "path");
  }

  @Override
  public MapMaker pinnedAt(Path other) {
    return new PinnedMaker(other);
  }

  private <K, V, M extends BpfMap> M pinned(
      MapSpec<K, V> spec,
      BiFunction<MapSpec<K, V>, Fd, ? extends M> opening,
      Function<MapSpec<K, V>, M> making) {
    Optional<Fd> there = ObjectCalls.openPinned(path, spec.flags() & RIGHTS);
    if (there.isPresent()) {
      return open(there.get(), spec, opening);
    }
    M made = making.apply(spec);
    try {
      made.pin(path);
      return made;
    } catch (SyscallException e) {
      made.close();
      if (e.errno() == Errno.EEXIST) {
        return pinned(spec, opening, making); // another process was first
      }
      throw e;
    } catch (RuntimeException | Error e) {
      made.close();
      throw e;
    }
  }

  private <K, V, M extends BpfMap> M open(
      Fd fd, MapSpec<K, V> spec, BiFunction<MapSpec<K, V>, Fd, ? extends M> opening) {
    ExistingMap existing = existing(fd);
    try {
      compare(existing, spec);
      return existing.open(spec.keyLayout(), spec.valueLayout(), 0, opening::apply, spec.type());
    } catch (RuntimeException | Error e) {
      existing.close();
      throw e;
    }
  }

  private static ExistingMap existing(Fd fd) {
    try {
      return new ExistingMap(fd);
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  private void compare(ExistingMap existing, MapSpec<?, ?> spec) {
    MapInfo info = existing.info();
    require(existing, "maxEntries", info.maxEntries(), spec.maxEntries());
    require(existing, "flags", info.flags() & ~NOT_COMPARED, spec.flags() & ~NOT_COMPARED);
    require(existing, "map_extra", info.extra(), spec.extra());
  }

  private void require(ExistingMap existing, String what, long there, long wanted) {
    if (there != wanted) {
      MapMismatchException mismatch =
          existing.mismatch(
              "its "
                  + what
                  + " is "
                  + there
                  + ", not "
                  + wanted
                  + "; unpin "
                  + path
                  + " to have it made anew");
      throw mismatch;
    }
  }

  @Override
  public <V> BpfArray<V> array(MapSpec<Integer, V> spec) {
    return pinned(spec, KernelArray<V>::new, KernelMaker.INSTANCE::array);
  }

  @Override
  public <K, V> BpfHash<K, V> hash(MapSpec<K, V> spec) {
    return pinned(spec, KernelHash<K, V>::new, KernelMaker.INSTANCE::hash);
  }

  @Override
  public <K> BpfHashSet<K> hashSet(MapSpec<K, Boolean> spec) {
    return pinned(spec, KernelHashSet<K>::new, KernelMaker.INSTANCE::hashSet);
  }

  @Override
  public <V> BpfPerCpuArray<V> percpuArray(MapSpec<Integer, V> spec) {
    return pinned(spec, KernelPerCpuArray<V>::new, KernelMaker.INSTANCE::percpuArray);
  }

  @Override
  public <K, V> BpfPerCpuHash<K, V> percpuHash(MapSpec<K, V> spec) {
    return pinned(spec, KernelPerCpuHash<K, V>::new, KernelMaker.INSTANCE::percpuHash);
  }

  @Override
  public <V> BpfQueue<V> queue(MapSpec<Void, V> spec) {
    return pinned(spec, KernelQueue<V>::new, KernelMaker.INSTANCE::queue);
  }

  @Override
  public <V> BpfBloomFilter<V> bloomFilter(MapSpec<Void, V> spec) {
    return pinned(spec, KernelBloomFilter<V>::new, KernelMaker.INSTANCE::bloomFilter);
  }

  @Override
  public <V> BpfLocalStorage<V> localStorage(MapSpec<Integer, V> spec) {
    return pinned(spec, KernelLocalStorage<V>::new, KernelMaker.INSTANCE::localStorage);
  }

  @Override
  public <K, V> BpfLpmTrie<K, V> lpmTrie(MapSpec<K, V> spec) {
    return pinned(spec, KernelLpmTrie<K, V>::new, KernelMaker.INSTANCE::lpmTrie);
  }

  @Override
  public <T> BpfUserRingBuffer<T> userRingBuffer(MapSpec<Void, T> spec) {
    throw refused(spec);
  }

  @Override
  public BpfRedirectMap redirectMap(MapSpec<Integer, Void> spec) {
    throw refused(spec);
  }

  @Override
  public <K> BpfDescriptors<K> descriptors(MapSpec<K, Void> spec) {
    throw refused(spec);
  }

  @Override
  public BpfStackTraces stackTraces(MapSpec<Integer, long[]> spec) {
    throw refused(spec);
  }

  @Override
  public <K, M extends BpfMap> BpfMapOfMaps<K, M> mapOfMaps(MapSpec<K, Void> spec, M template) {
    throw refused(spec);
  }

  private static IllegalArgumentException refused(MapSpec<?, ?> spec) {
    return new IllegalArgumentException(
        "pinnedAt is not possible for maps of type "
            + spec.type().kernelName()
            + ", whose content belongs to a process; pin such a map yourself");
  }
}
