package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.system.FileSystems;
import bpf4j.testkit.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Maps that are taken up where they were left, or made. */
class PinnedFactoryTest {

  record Event(int pid, long ts) {}

  record Other(int pid, int flags, int cpu) {}

  private static final Layout<Integer> INTS = Layout.of(Integer.class);
  private static final Layout<Long> LONGS = Layout.of(Long.class);
  private static final Layout<Event> EVENTS = Layout.of(Event.class);

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

  private MapFactory at(String name) {
    return BpfMaps.factory().pinnedAt(folder.resolve(name));
  }

  @Test
  void mapsGoOnWhereTheyWereLeft() {
    try (BpfHash<Integer, Event> first = at("events").hash(INTS, EVENTS, 10)) {
      first.put(1, new Event(2, 3));
    }
    try (BpfHash<Integer, Event> second = at("events").named("other").hash(INTS, EVENTS, 10)) {
      assertThat(second.get(1)).isEqualTo(new Event(2, 3));
      assertThat(second.name()).isEqualTo("hash_Event");
    }
    assertThat(BpfMaps.unpin(folder.resolve("events"))).isTrue();
    try (BpfHash<Integer, Event> third = at("events").hash(INTS, EVENTS, 10)) {
      assertThat(third.get(1)).isNull();
    }
  }

  @Test
  void everyKindIsMadeOnceAndThenTaken() {
    List<Function<MapFactory, BpfMap>> kinds =
        List.of(
            f -> f.array(EVENTS, 3),
            f -> f.hash(INTS, EVENTS, 3),
            f -> f.withoutPreallocation().hash(INTS, EVENTS, 3),
            f -> f.withListPerCpu().lruHash(INTS, EVENTS, 30),
            f -> f.readOnlyForPrograms().hashSet(INTS, 3),
            f -> f.percpuArray(EVENTS, 3),
            f -> f.percpuHash(INTS, EVENTS, 3),
            f -> f.lruPercpuHash(INTS, EVENTS, 30),
            f -> f.queue(EVENTS, 3),
            f -> f.stack(EVENTS, 3),
            f -> f.bloomFilter(LONGS, 3, 4),
            f -> f.socketStorage(EVENTS),
            f -> f.taskStorage(EVENTS),
            f -> f.lpmTrie(Layout.of(Ipv4Prefix.class), EVENTS, 3));
    for (int i = 0; i < kinds.size(); i++) {
      MapFactory factory = at("kind" + i);
      try (BpfMap made = kinds.get(i).apply(factory);
          BpfMap taken = kinds.get(i).apply(factory)) {
        assertThat(InfoCalls.map(taken.fd()).id()).isEqualTo(InfoCalls.map(made.fd()).id());
        assertThat(taken.type()).isEqualTo(made.type());
      }
    }
  }

  @Test
  void whatIsPinnedMustBeTheSame() {
    at("map").hash(INTS, EVENTS, 10).close();
    assertMismatch(() -> at("map").hash(INTS, EVENTS, 11), "maxEntries is 10, not 11");
    assertMismatch(() -> at("map").hash(INTS, Layout.of(Other.class), 10), "ts");
    assertMismatch(() -> at("map").hash(LONGS, EVENTS, 10), "key");
    assertMismatch(() -> at("map").lruHash(INTS, EVENTS, 10), "BPF_MAP_TYPE_LRU_HASH");
    assertMismatch(
        () -> at("map").withoutPreallocation().hash(INTS, EVENTS, 10), "flags is 0, not 1");
    at("bloom").bloomFilter(LONGS, 3, 4).close();
    assertMismatch(() -> at("bloom").bloomFilter(LONGS, 3, 5), "map_extra is 4, not 5");
    try (BpfHash<Integer, Event> same = at("map").hash(INTS, EVENTS, 10)) {
      assertThat(same.size()).isZero();
    }
  }

  private static void assertMismatch(Runnable making, String message) {
    assertThatThrownBy(making::run)
        .isInstanceOf(MapMismatchException.class)
        .hasMessageContaining(message);
  }

  @Test
  void ofManyWhoMakeItOneDoes() throws Exception {
    List<CompletableFuture<BpfArray<Long>>> racing = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      racing.add(CompletableFuture.supplyAsync(() -> at("race").array(LONGS, 4)));
    }
    List<BpfArray<Long>> all = new ArrayList<>();
    try {
      for (CompletableFuture<BpfArray<Long>> one : racing) {
        all.add(one.get());
      }
      all.get(0).put(2, 7L);
      assertThat(all).allMatch(array -> array.get(2) == 7);
    } finally {
      all.forEach(BpfMap::close);
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> at("devices").devMap(1))
        .withMessageContaining("pinnedAt")
        .withMessageContaining("DEVMAP");
    assertThat(folder.resolve("devices")).doesNotExist();
    assertThatThrownBy(() -> JvmMaps.factory().pinnedAt(folder.resolve("twin")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("in the JVM");
  }
}
