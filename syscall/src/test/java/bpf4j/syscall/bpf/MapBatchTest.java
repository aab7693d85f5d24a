package bpf4j.syscall.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import bpf4j.testkit.Requirements;
import java.util.BitSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MapBatchTest {
  private static final int ENTRIES = 1000;

  private static Fd filled() {
    Fd map = MapCalls.create(MapCreateAttr.of(MapType.HASH, 4, 8, 2 * ENTRIES));
    try (NativeMemory keys = NativeMemory.allocate(ENTRIES * 4);
        NativeMemory values = NativeMemory.allocate(ENTRIES * 8)) {
      for (int i = 0; i < ENTRIES; i++) {
        keys.buffer().putInt(i * 4, i);
        values.buffer().putLong(i * 8, i * 3L);
      }
      assertThat(MapCalls.updateBatch(map, keys.address(), values.address(), ENTRIES, 0))
          .isEqualTo(ENTRIES);
    }
    return map;
  }

  private static BitSet walk(Fd map, int capacity, boolean delete) {
    BitSet seen = new BitSet();
    try (MapBatchCursor cursor = new MapBatchCursor(map, 4)) {
      int room = capacity;
      BatchStatus status = BatchStatus.MORE;
      while (status != BatchStatus.LAST) {
        try (NativeMemory keys = NativeMemory.allocate(room * 4);
            NativeMemory values = NativeMemory.allocate(room * 8)) {
          status =
              delete
                  ? cursor.lookupAndDelete(keys.address(), values.address(), room, 0)
                  : cursor.lookup(keys.address(), values.address(), room, 0);
          for (int i = 0; i < cursor.count(); i++) {
            int key = keys.buffer().getInt(i * 4);
            assertThat(values.buffer().getLong(i * 8)).isEqualTo(key * 3L);
            assertThat(seen.get(key)).as("seen before: %s", key).isFalse();
            seen.set(key);
          }
        }
        if (status == BatchStatus.TOO_SMALL) {
          assertThat(cursor.count()).isZero();
          room *= 2;
        }
      }
    }
    return seen;
  }

  @BeforeAll
  static void needsRoot() {
    Requirements.root();
  }

  @Test
  void walksEverythingInPages() {
    try (Fd map = filled()) {
      for (int capacity : new int[] {1, 64, 256, ENTRIES, 4 * ENTRIES}) {
        assertThat(walk(map, capacity, false).cardinality()).isEqualTo(ENTRIES);
      }
    }
  }

  @Test
  void lookupAndDeleteEmptiesTheMap() {
    try (Fd map = filled()) {
      assertThat(walk(map, 128, true).cardinality()).isEqualTo(ENTRIES);
      assertThat(walk(map, 128, false).cardinality()).isZero();
    }
  }

  @Test
  void deleteBatchStopsAtTheFirstAbsentKey() {
    try (Fd map = filled();
        NativeMemory keys = NativeMemory.allocate(12)) {
      keys.buffer().putInt(0, 5).putInt(4, ENTRIES + 5).putInt(8, 6);
      assertThat(MapCalls.deleteBatch(map, keys.address(), 3)).isEqualTo(1);
      assertThat(walk(map, 256, false).cardinality()).isEqualTo(ENTRIES - 1);
    }
  }

  @Test
  void updateBatchStopsWhenTheMapIsFull() {
    try (Fd map = MapCalls.create(MapCreateAttr.of(MapType.HASH, 4, 8, 2));
        NativeMemory keys = NativeMemory.allocate(12);
        NativeMemory values = NativeMemory.allocate(24)) {
      keys.buffer().putInt(0, 1).putInt(4, 2).putInt(8, 3);
      assertThat(MapCalls.updateBatch(map, keys.address(), values.address(), 3, 0)).isEqualTo(2);
    }
  }
}
