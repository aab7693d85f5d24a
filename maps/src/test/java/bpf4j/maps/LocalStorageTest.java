package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.io.EventFd;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.net.Sockets;
import bpf4j.syscall.system.FileSystems;
import bpf4j.syscall.system.Processes;
import bpf4j.testkit.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Storages at objects of the kernel, from Java. */
class LocalStorageTest {

  record Note(int number, long time) {}

  static final class Counts {
    long packets;
    int last;
  }

  private static final Layout<Note> NOTE = Layout.of(Note.class);

  @TempDir Path folder;

  private static MapFactory factory(Side side) {
    if (side == Side.KERNEL) {
      Requirements.root();
    }
    return side == Side.KERNEL ? BpfMaps.factory() : JvmMaps.factory();
  }

  private static void works(BpfLocalStorage<Note> storage, Fd object) {
    assertThat(storage.get(object)).isNull();
    assertThat(storage.remove(object)).isFalse();
    assertThat(storage.putIfAbsent(object, new Note(1, 2))).isTrue();
    assertThat(storage.putIfAbsent(object, new Note(3, 4))).isFalse();
    assertThat(storage.get(object)).isEqualTo(new Note(1, 2));
    storage.put(object, new Note(-5, Long.MIN_VALUE));
    assertThat(storage.get(object)).isEqualTo(new Note(-5, Long.MIN_VALUE));
    assertThat(storage.remove(object)).isTrue();
    assertThat(storage.remove(object)).isFalse();
    assertThat(storage.get(object)).isNull();
    assertThat(storage.maxEntries()).isZero();
    assertThat(storage.valueLayout()).isSameAs(NOTE);
  }

  @ParameterizedTest
  @EnumSource
  void socketsHaveValues(Side side) {
    try (BpfLocalStorage<Note> storage = factory(side).socketStorage(NOTE);
        Fd socket = Sockets.udp(false)) {
      works(storage, socket);
    }
  }

  @ParameterizedTest
  @EnumSource
  void processesHaveValues(Side side) {
    try (BpfLocalStorage<Note> storage = factory(side).taskStorage(NOTE);
        Fd self = Processes.open(ProcessHandle.current().pid())) {
      works(storage, self);
    }
  }

  @ParameterizedTest
  @EnumSource
  void controlGroupsHaveValues(Side side) {
    MapFactory factory = factory(side);
    Path root = FileSystems.CGROUP2.find().orElse(null);
    Requirements.kernel(root != null, "no cgroup2 is mounted");
    try (BpfLocalStorage<Note> storage = factory.cgroupStorage(NOTE);
        Fd group = Fd.open(root)) {
      works(storage, group);
    }
  }

  @ParameterizedTest
  @EnumSource
  void filesHaveValues(Side side) throws Exception {
    MapFactory factory = factory(side);
    try (BpfLocalStorage<Note> storage = factory.inodeStorage(NOTE);
        Fd file = Fd.open(Files.createFile(folder.resolve("file")))) {
      works(storage, file);
    } catch (UnsupportedFeatureException e) {
      Requirements.kernel(false, "this kernel has no storage of inodes: " + e.getMessage());
    }
  }

  @Test
  void objectsHaveValuesOfTheirOwnWhateverTheirDescriptors() {
    Requirements.root();
    try (BpfLocalStorage<Note> storage = BpfMaps.socketStorage(Note.class);
        Fd second = Sockets.tcp(true);
        Fd again = noted(storage, new Note(1, 1))) {
      storage.put(second, new Note(2, 2));
      try (Fd reused = Sockets.udp(false)) {
        assertThat(storage.get(reused)).isNull();
      }
      assertThat(storage.get(again)).isEqualTo(new Note(1, 1));
      assertThat(storage.get(second)).isEqualTo(new Note(2, 2));
    }
  }

  /** A socket with a value, by another descriptor than the one that it was put with. */
  private static Fd noted(BpfLocalStorage<Note> storage, Note note) {
    try (Fd first = Sockets.udp(false)) {
      storage.put(first, note);
      return first.duplicate();
    }
  }

  @Test
  void whatIsNoObjectOfTheKindIsRefused() {
    Requirements.root();
    try (BpfLocalStorage<Note> sockets = BpfMaps.socketStorage(Note.class);
        BpfLocalStorage<Note> tasks = BpfMaps.taskStorage(Note.class);
        EventFd event = EventFd.open()) {
      assertThatExceptionOfType(SyscallException.class)
          .isThrownBy(() -> sockets.put(event.fd(), new Note(1, 1)))
          .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOTSOCK));
      assertThatExceptionOfType(SyscallException.class).isThrownBy(() -> tasks.get(event.fd()));
      Fd closed = Sockets.udp(false);
      closed.close();
      assertThatThrownBy(() -> sockets.get(closed)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(sockets::local)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("get(object)");
      assertThatThrownBy(() -> sockets.addLocal(1))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void optionsAreThoseOfStorages() {
    Requirements.root();
    try (BpfLocalStorage<Note> storage =
        BpfMaps.factory().named("notes").clonedToAccepted().socketStorage(NOTE)) {
      assertThat(InfoCalls.map(storage.fd()).flags())
          .isEqualTo(MapFlags.CLONE | MapFlags.NO_PREALLOC);
      assertThat(storage.name()).isEqualTo("notes");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BpfMaps.factory().clonedToAccepted().taskStorage(NOTE))
        .withMessageContaining("clonedToAccepted");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BpfMaps.factory().onNumaNode(0).socketStorage(NOTE));
  }

  @Test
  void twinsHaveOneObject() {
    try (BpfLocalStorage<Counts> storage = JvmMaps.socketStorage(Counts.class);
        BpfLocalStorage<Integer> numbers = JvmMaps.taskStorage(Integer.class);
        Fd any = Fd.borrow(0)) {
      assertThat(storage.local()).isNull();
      assertThat(storage.removeLocal()).isFalse();
      Counts live = storage.localOrCreate();
      live.packets += 3;
      assertThat(storage.local()).isSameAs(live);
      assertThat(storage.get(any).packets).isEqualTo(3);
      Counts other = new Counts();
      other.last = 7;
      storage.putLocal(other);
      assertThat(live.last).isEqualTo(7);
      assertThat(live.packets).isZero();
      storage.put(any, other);
      assertThat(storage.local()).isNotSameAs(live);
      assertThat(storage.removeLocal()).isTrue();
      assertThat(storage.get(any)).isNull();
      numbers.addLocal(Integer.MAX_VALUE);
      numbers.addLocal(1);
      assertThat(numbers.local()).isEqualTo(Integer.MIN_VALUE);
      assertThatThrownBy(() -> storage.addLocal(1))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }
}
