package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.Size;
import bpf4j.maps.layout.U32;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.system.FileSystems;
import bpf4j.syscall.system.Machine;
import bpf4j.syscall.system.Processes;
import bpf4j.testkit.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Maps that outlive their object: by name, by id, and told the right and the wrong types. */
class OpenMapTest {

  record Event(int pid, long ts, @Size(16) String comm) {}

  /** As C programmers call things. */
  record CEvent(int p_id, long ts, @Size(16) byte[] comm) {}

  record Early(int pid, @U32 long ts, @Size(20) String comm) {}

  record Renamed(int pid, long time, @Size(16) String comm) {}

  record Shorter(int pid, long ts) {}

  record Split(int pid, long ts, @Size(8) String comm, long more) {}

  record Outer(long id, Event inner) {}

  record OuterEarly(long id, Early inner) {}

  private Path folder;

  @BeforeEach
  void mountFileSystem() throws Exception {
    Requirements.root();
    folder = Files.createTempDirectory("bpffs");
    FileSystems.BPFFS.mount(folder);
  }

  @AfterEach
  void unmountFileSystem() throws Exception {
    if (folder != null) {
      FileSystems.unmount(folder);
      Files.delete(folder);
    }
  }

  @Test
  void storagesAndRingsAreOpened() {
    try (BpfLocalStorage<Event> storage = BpfMaps.taskStorage(Event.class);
        BpfUserRingBuffer<Long> ring = BpfMaps.userRingBuffer(Long.class, Machine.pageSize());
        Fd self = Processes.open(ProcessHandle.current().pid())) {
      storage.put(self, new Event(1, 2, "init"));
      storage.pin(folder.resolve("storage"));
      ring.pin(folder.resolve("ring"));
      assertThat(ring.offer(5L)).isTrue();
      try (BpfLocalStorage<Event> same =
              BpfMaps.open(folder.resolve("storage")).localStorage(Layout.of(Event.class));
          BpfUserRingBuffer<Long> again =
              BpfMaps.open(folder.resolve("ring")).userRingBuffer(Layout.of(Long.class))) {
        assertThat(same.get(self)).isEqualTo(new Event(1, 2, "init"));
        assertThat(same.type()).isEqualTo(MapType.TASK_STORAGE);
        assertThat(again.unread()).isEqualTo(16);
        assertThat(again.maxEntries()).isEqualTo(Machine.pageSize());
      }
      assertThatThrownBy(
              () -> BpfMaps.open(folder.resolve("ring")).localStorage(Layout.of(Event.class)))
          .isInstanceOf(MapMismatchException.class);
    }
  }

  @Test
  void pinnedMapsOutliveTheirObject() {
    Path name = folder.resolve("events");
    try (BpfHash<Integer, Event> map = BpfMaps.hash(Integer.class, Event.class, 77)) {
      map.put(5, new Event(1, 2, "init"));
      map.pin(name);
      assertThatThrownBy(() -> map.pin(name)).isInstanceOf(SyscallException.class);
    }
    try (BpfHash<Integer, Event> map = BpfMaps.open(name).hash(Integer.class, Event.class)) {
      assertThat(map.get(5)).isEqualTo(new Event(1, 2, "init"));
      assertThat(map.maxEntries()).isEqualTo(77);
      assertThat(map.name()).isEqualTo("hash_Event");
      map.put(6, new Event(3, 4, "bash"));
    }
    try (BpfHash<Integer, CEvent> map = BpfMaps.open(name).hash(Integer.class, CEvent.class)) {
      assertThat(map.get(6).ts()).isEqualTo(4);
      assertThat(BpfMaps.unpin(name)).isTrue();
      assertThat(BpfMaps.unpin(name)).isFalse();
      assertThat(map.get(6).p_id()).isEqualTo(3);
    }
    assertThatThrownBy(() -> BpfMaps.open(name))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining(name.toString());
  }

  @Test
  void everyShapeIsOpenedById() {
    try (var array = BpfMaps.array(Long.class, 3);
        var mapped = BpfMaps.mmapArray(Event.class, 3);
        var global = BpfMaps.global(Event.class);
        var lru = BpfMaps.lruHash(Event.class, Long.class, 3);
        var set = BpfMaps.hashSet(Layout.string(4), 3);
        var perCpuArray = BpfMaps.percpuArray(Integer.class, 3);
        var perCpuHash = BpfMaps.percpuHash(Long.class, Event.class, 3)) {
      array.put(2, 99L);
      mapped.put(1, new Event(1, 2, "a"));
      global.set(new Event(3, 4, "b"));
      lru.put(new Event(5, 6, "c"), 7L);
      set.add("abc");
      perCpuArray.put(1, Collections.nCopies(perCpuArray.cpus(), 4));
      try (var again = BpfMaps.open(id(array)).array(Long.class)) {
        assertThat(again.get(2)).isEqualTo(99);
      }
      try (var again = BpfMaps.open(id(mapped)).mmapArray(Event.class)) {
        assertThat(again.get(1)).isEqualTo(mapped.get(1));
        again.put(2, again.get(1));
        assertThat(mapped.get(2)).isEqualTo(again.get(1));
      }
      try (var again = BpfMaps.open(id(global)).global(Event.class)) {
        assertThat(again.get()).isEqualTo(global.get());
      }
      try (var again = BpfMaps.open(id(lru)).hash(Event.class, Long.class)) {
        assertThat(again.get(new Event(5, 6, "c"))).isEqualTo(7);
        assertThat(again.type()).isEqualTo(lru.type());
      }
      try (var again = BpfMaps.open(id(set)).hashSet(Layout.string(4))) {
        assertThat(again.contains("abc")).isTrue();
      }
      try (var again = BpfMaps.open(id(perCpuArray)).percpuArray(Integer.class)) {
        assertThat(again.sum(1)).isEqualTo(4L * again.cpus());
      }
      try (var again = BpfMaps.open(id(perCpuHash)).percpuHash(Long.class, Event.class)) {
        assertThat(again.size()).isZero();
      }
      assertThatThrownBy(() -> BpfMaps.open(id(array)).global(Long.class))
          .hasMessageContaining("it has 3 entries");
      assertThatThrownBy(() -> BpfMaps.open(id(array)).mmapArray(Long.class))
          .hasMessageContaining("made without the flag 0x400");
    }
  }

  @Test
  void mapsWithoutKeysAndTriesAreOpenedById() {
    try (var queue = BpfMaps.queue(Event.class, 3);
        var stack = BpfMaps.stack(Long.class, 3);
        var filter = BpfMaps.factory().bloomFilter(Layout.of(Long.class), 3, 7);
        var trie = BpfMaps.lpmTrie(Ipv4Prefix.class, Long.class, 3)) {
      queue.push(new Event(1, 2, "a"));
      stack.push(1L);
      stack.push(2L);
      filter.add(5L);
      trie.put(Ipv4Prefix.parse("10.0.0.0/8"), 9L);
      try (var again = BpfMaps.open(id(queue)).queue(Event.class)) {
        assertThat(again.pop()).isEqualTo(new Event(1, 2, "a"));
        assertThat(queue.pop()).isNull();
      }
      try (var again = BpfMaps.open(id(stack)).stack(Long.class)) {
        assertThat(again.pop()).isEqualTo(2);
      }
      try (var again = BpfMaps.open(id(filter)).bloomFilter(Long.class)) {
        assertThat(again.mightContain(5L)).isTrue();
        assertThat(again.hashFunctions()).isEqualTo(7);
      }
      try (var again = BpfMaps.open(id(trie)).lpmTrie(Ipv4Prefix.class, Long.class)) {
        assertThat(again.get(Ipv4Prefix.parse("10.1.2.3"))).isEqualTo(9);
      }
      assertThatThrownBy(() -> BpfMaps.open(id(queue)).queue(Long.class))
          .isInstanceOf(MapMismatchException.class);
      assertThatThrownBy(() -> BpfMaps.open(id(stack)).queue(Long.class))
          .hasMessageContaining("its type is BPF_MAP_TYPE_STACK, not BPF_MAP_TYPE_QUEUE");
      assertThatThrownBy(() -> BpfMaps.open(id(trie)).lpmTrie(Ipv6Prefix.class, Long.class))
          .isInstanceOf(MapMismatchException.class);
    }
  }

  @Test
  void arraysInMemoryAreOpenedById() {
    try (var numbers = BpfMaps.globalArray(Integer.class, 5);
        var events = BpfMaps.globalArray(Event.class, 3);
        var array = BpfMaps.mmapArray(Long.class, 3)) {
      numbers.put(4, 77);
      events.put(2, new Event(1, 2, "a"));
      try (var again = BpfMaps.open(id(numbers)).globalArray(Integer.class)) {
        assertThat(again.maxEntries()).isEqualTo(5);
        assertThat(again.get(4)).isEqualTo(77);
        again.add(4, 1);
        assertThat(numbers.get(4)).isEqualTo(78);
      }
      try (var again = BpfMaps.open(id(events)).globalArray(Event.class)) {
        assertThat(again.maxEntries()).isEqualTo(3);
        assertThat(again.get(2)).isEqualTo(new Event(1, 2, "a"));
      }
      assertThatThrownBy(() -> BpfMaps.open(id(numbers)).globalArray(Long.class))
          .hasMessageContaining("its 20 bytes are no elements of 8 bytes each");
      assertThatThrownBy(() -> BpfMaps.open(id(array)).globalArray(Long.class))
          .hasMessageContaining("it has 3 entries, an array in memory has one");
    }
  }

  private static int id(BpfMap map) {
    return InfoCalls.map(map.fd()).id();
  }

  @Test
  void whatDiffersIsNamed() {
    try (var map = BpfMaps.hash(Integer.class, Event.class, 9);
        var nested = BpfMaps.hash(Integer.class, Outer.class, 9)) {
      int id = id(map);
      refused(map, Early.class, "field ts: offset 8 in the map's BTF, 4 in Java");
      refused(map, Renamed.class, "field time: struct Event in the map's BTF has no such field");
      refused(map, Shorter.class, "field comm: offset 16 in the map's BTF, missing in Shorter");
      refused(map, Split.class, "field comm: length 16 in the map's BTF, 8 in Java");
      refused(map, Long.class, "the whole: struct Event in the map's BTF, __s64 in Java");
      refused(nested, OuterEarly.class, "field inner.ts: offset 8 in the map's BTF, 4 in Java");
      assertThatThrownBy(() -> BpfMaps.open(id).hash(Long.class, Event.class))
          .isInstanceOf(MapMismatchException.class)
          .hasMessage(
              "map "
                  + id
                  + " (hash_Event): its keys are not __s64; the whole: size 4 in the map's BTF,"
                  + " 8 in Java");
      assertThatThrownBy(() -> BpfMaps.open(id).array(Event.class))
          .hasMessageContaining("its type is BPF_MAP_TYPE_HASH, not BPF_MAP_TYPE_ARRAY");
    }
  }

  private static void refused(BpfMap map, Class<?> values, String why) {
    assertThatThrownBy(() -> BpfMaps.open(id(map)).hash(Integer.class, values))
        .isInstanceOf(MapMismatchException.class)
        .hasMessageContaining(map.name())
        .hasMessageEndingWith(why);
  }

  @Test
  void anOpenMapServesOnce() {
    try (var map = BpfMaps.array(Long.class, 1)) {
      OpenMap open = BpfMaps.open(id(map));
      assertThat(open.info().maxEntries()).isEqualTo(1);
      assertThat(open.toString()).contains("array_Long").contains("ARRAY, id " + id(map));
      open.close();
      open.close();
      assertThatThrownBy(() -> open.array(Long.class)).isInstanceOf(IllegalStateException.class);
      OpenMap used = BpfMaps.open(id(map));
      try (var again = used.array(Long.class)) {
        used.close();
        assertThat(again.get(0)).isZero();
      }
    }
    assertThatThrownBy(() -> BpfMaps.open(Integer.MAX_VALUE))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void onlyMapsAreMaps() throws Exception {
    Path file = Files.createTempFile("no", "map");
    try {
      assertThatThrownBy(() -> BpfMaps.unpin(file)).isInstanceOf(SyscallException.class);
      assertThat(file).exists();
      assertThatThrownBy(() -> BpfMaps.open(file)).isInstanceOf(SyscallException.class);
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void theTwinHasNothingToPin() {
    try (var map = JvmMaps.array(Long.class, 1)) {
      assertThatThrownBy(() -> map.pin(folder.resolve("twin")))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
