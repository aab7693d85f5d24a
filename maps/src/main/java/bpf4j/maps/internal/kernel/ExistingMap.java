package bpf4j.maps.internal.kernel;

import bpf4j.elf.Btf;
import bpf4j.maps.BpfMap;
import bpf4j.maps.MapMismatchException;
import bpf4j.maps.internal.MapSpec;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.MapInfo;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.ObjectCalls;
import bpf4j.syscall.bpf.ObjectKind;
import bpf4j.syscall.io.Fd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A map that was opened: compares what the kernel knows of it with what Java takes it for. */
public final class ExistingMap implements AutoCloseable {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private final Fd fd;
  private final MapInfo info;
  private final AtomicBoolean used = new AtomicBoolean();

  /**
   * Asks the kernel about a map.
   *
   * @param fd its descriptor; owned from now on, unless this throws
   * @throws IllegalArgumentException if it is one of something else
   */
  public ExistingMap(Fd fd) {
    requireMap(fd);
    this.fd = fd;
    this.info = InfoCalls.map(fd);
    AtomicBoolean taken = used;
    DropWarning.watch(this, toString(), () -> !taken.get());
  }

  /** What is asked about a program or link answers in another struct. */
  private static void requireMap(Fd fd) {
    try {
      String file =
          Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(fd.number()))).toString();
      if (!file.equals("anon_inode:bpf-map")) {
        throw new IllegalArgumentException("it is no map, but " + file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell whether it is a map; mount procfs at /proc", e);
    }
  }

  /** {@return what the kernel says} */
  public MapInfo info() {
    return info;
  }

  /**
   * Makes the typed map, or closes the descriptor and throws.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param <M> the shape of the map
   * @param keys the layout of a key
   * @param values the layout of a value
   * @param flags the flags that the map must have
   * @param opening makes it
   * @param types the kernel's types that have this shape
   * @return the map
   */
  public <K, V, M extends BpfMap> M open(
      Layout<K> keys,
      Layout<V> values,
      int flags,
      BiFunction<MapSpec<K, V>, Fd, M> opening,
      MapType... types) {
    if (used.getAndSet(true)) {
      throw new IllegalStateException(
          name() + " was told its types, or closed, before; open it again");
    }
    try {
      check(keys, values, flags, types);
      return opening.apply(spec(keys, values, type(types)), fd);
    } catch (RuntimeException | Error e) {
      fd.close();
      throw e;
    }
  }

  private <K, V> MapSpec<K, V> spec(Layout<K> keys, Layout<V> values, MapType type) {
    return new MapSpec<>(
        type,
        name(),
        keys,
        values,
        info.maxEntries(),
        info.flags(),
        MapSpec.ANY_NODE,
        info.extra());
  }

  private MapType type(MapType... types) {
    for (MapType type : types) {
      if (type.number() == info.typeNumber()) {
        return type;
      }
    }
    String wanted =
        Arrays.stream(types).map(MapType::kernelName).collect(Collectors.joining(" or "));
    throw mismatch("its type is " + typeName() + ", not " + wanted);
  }

  private void check(Layout<?> keys, Layout<?> values, int flags, MapType... types) {
    type(types);
    if ((info.flags() & flags) != flags) {
      throw mismatch("it was made without the flag 0x" + Integer.toHexString(flags));
    }
    Optional<Btf> btf = btf();
    if (btf.isPresent()) {
      compare("key", btf.get(), info.keyTypeId(), keys);
      compare("value", btf.get(), info.valueTypeId(), values);
    }
    requireSize("key", info.keySize(), keys);
    requireSize("value", info.valueSize(), values);
  }

  private void compare(String what, Btf btf, int typeId, Layout<?> layout) {
    if (typeId != 0) {
      layout
          .differenceFrom(btf, typeId)
          .ifPresent(
              difference -> {
                throw mismatch("its " + what + "s are not " + layout + "; " + difference);
              });
    }
  }

  private void requireSize(String what, int size, Layout<?> layout) {
    if (size != layout.size()) {
      throw mismatch(
          "its " + what + "s take " + size + " bytes, " + layout + " takes " + layout.size());
    }
  }

  /** Empty if the map has none, or this process may not read it: then sizes have to do. */
  private Optional<Btf> btf() {
    if (info.btfId() == 0) {
      return Optional.empty();
    }
    try {
      Optional<Fd> types = ObjectCalls.openById(ObjectKind.BTF, info.btfId());
      if (types.isEmpty()) {
        return Optional.empty();
      }
      try (Fd open = types.get()) {
        return Optional.of(Btf.parse(ByteBuffer.wrap(InfoCalls.btfBytes(open))));
      }
    } catch (SyscallException e) {
      if (List.of(Errno.EPERM, Errno.EACCES).contains(e.errno())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * {@return an exception about this map}
   *
   * @param what what differs
   */
  public MapMismatchException mismatch(String what) {
    return new MapMismatchException("map " + info.id() + " (" + name() + "): " + what);
  }

  private String typeName() {
    for (MapType type : MapType.values()) {
      if (type.number() == info.typeNumber()) {
        return type.kernelName();
      }
    }
    return Integer.toString(info.typeNumber());
  }

  private String name() {
    return info.name().isEmpty() ? "map_" + info.id() : info.name();
  }

  @Override
  public void close() {
    if (!used.getAndSet(true)) {
      fd.close();
    }
  }

  @Override
  public String toString() {
    return name() + " (" + typeName() + ", id " + info.id() + ")";
  }
}
