package bpf4j.syscall.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import bpf4j.testkit.Requirements;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.BitSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MapCallsTest {
  private final NativeMemory key = NativeMemory.allocate(8);
  private final NativeMemory value = NativeMemory.allocate(8);

  private static Fd hash(int entries) {
    return MapCalls.create(MapCreateAttr.of(MapType.HASH, 4, 8, entries).name("test.hash"));
  }

  private UpdateOutcome put(Fd map, int k, long v, long flags) {
    key.buffer().putInt(0, k);
    value.buffer().putLong(0, v);
    return MapCalls.update(map, key.address(), value.address(), flags);
  }

  private Long get(Fd map, int k) {
    key.buffer().putInt(0, k);
    value.buffer().putLong(0, -1);
    return MapCalls.lookup(map, key.address(), value.address(), 0)
        ? value.buffer().getLong(0)
        : null;
  }

  @BeforeAll
  static void needsRoot() {
    Requirements.root();
  }

  @Test
  void keepsWhatIsPut() {
    try (Fd map = hash(4)) {
      assertThat(get(map, 7)).isNull();
      assertThat(put(map, 7, 77, MapFlags.ANY)).isEqualTo(UpdateOutcome.UPDATED);
      assertThat(get(map, 7)).isEqualTo(77);
    }
  }

  @Test
  void tellsWhyAnUpdateDidNotHappen() {
    try (Fd map = hash(2)) {
      assertThat(put(map, 1, 1, MapFlags.EXIST)).isEqualTo(UpdateOutcome.ABSENT);
      assertThat(put(map, 1, 1, MapFlags.NOEXIST)).isEqualTo(UpdateOutcome.UPDATED);
      assertThat(put(map, 1, 1, MapFlags.NOEXIST)).isEqualTo(UpdateOutcome.PRESENT);
      put(map, 2, 2, 0);
      assertThat(put(map, 3, 3, 0)).isEqualTo(UpdateOutcome.FULL);
    }
  }

  @Test
  void deletes() {
    try (Fd map = hash(2)) {
      put(map, 1, 10, 0);
      key.buffer().putInt(0, 1);
      assertThat(MapCalls.delete(map, key.address())).isTrue();
      assertThat(MapCalls.delete(map, key.address())).isFalse();
      assertThat(get(map, 1)).isNull();
    }
  }

  @Test
  void looksUpAndDeletesAtOnce() {
    try (Fd map = hash(2)) {
      put(map, 5, 50, 0);
      key.buffer().putInt(0, 5);
      assertThat(MapCalls.lookupAndDelete(map, key.address(), value.address(), 0)).isTrue();
      assertThat(value.buffer().getLong(0)).isEqualTo(50);
      assertThat(get(map, 5)).isNull();
    }
  }

  @Test
  void walksAllKeys() {
    try (Fd map = hash(100)) {
      for (int i = 0; i < 60; i++) {
        put(map, i, i, 0);
      }
      BitSet seen = new BitSet();
      long from = 0;
      while (MapCalls.nextKey(map, from, key.address())) {
        seen.set(key.buffer().getInt(0));
        from = key.address();
      }
      assertThat(seen.cardinality()).isEqualTo(60);
      assertThat(seen.length()).isEqualTo(60);
    }
  }

  @Test
  void popsFromAQueueWithoutAKey() {
    try (Fd queue = MapCalls.create(MapCreateAttr.of(MapType.QUEUE, 0, 8, 2))) {
      value.buffer().putLong(0, 1);
      assertThat(MapCalls.update(queue, 0, value.address(), 0)).isEqualTo(UpdateOutcome.UPDATED);
      value.buffer().putLong(0, 2);
      assertThat(MapCalls.update(queue, 0, value.address(), 0)).isEqualTo(UpdateOutcome.UPDATED);
      assertThat(MapCalls.update(queue, 0, value.address(), 0)).isEqualTo(UpdateOutcome.FULL);
      assertThat(MapCalls.lookup(queue, 0, value.address(), 0)).isTrue();
      assertThat(value.buffer().getLong(0)).isEqualTo(1);
      assertThat(MapCalls.lookupAndDelete(queue, 0, value.address(), 0)).isTrue();
      assertThat(MapCalls.lookupAndDelete(queue, 0, value.address(), 0)).isTrue();
      assertThat(value.buffer().getLong(0)).isEqualTo(2);
      assertThat(MapCalls.lookupAndDelete(queue, 0, value.address(), 0)).isFalse();
    }
  }

  @Test
  void frozenMapRefusesUpdates() {
    try (Fd map = hash(2)) {
      put(map, 1, 1, 0);
      MapCalls.freeze(map);
      assertThatThrownBy(() -> put(map, 1, 2, 0))
          .isInstanceOfSatisfying(
              SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPERM))
          .hasMessageContaining("BPF_MAP_UPDATE_ELEM");
      assertThat(get(map, 1)).isEqualTo(1);
    }
  }

  @Test
  void arrayBoundsAreAbsenceNotFailure() {
    try (Fd map = MapCalls.create(MapCreateAttr.of(MapType.ARRAY, 4, 8, 3))) {
      assertThat(get(map, 2)).isZero();
      assertThat(get(map, 3)).isNull();
      assertThat(put(map, 3, 1, 0)).isEqualTo(UpdateOutcome.FULL);
    }
  }

  @Test
  void refusesWhatTheKernelRefuses() {
    assertThatThrownBy(() -> MapCalls.create(MapCreateAttr.of(MapType.ARRAY, 3, 8, 3)))
        .isInstanceOfSatisfying(
            SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL))
        .hasMessageContaining("BPF_MAP_TYPE_ARRAY(key 3, value 8, entries 3");
    assertThatThrownBy(() -> MapCreateAttr.of(MapType.ARRAY, 4, 8, 3).name("sixteen_letters_"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MapCreateAttr.of(MapType.ARRAY, 4, 8, 3).name("a$"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void closedMapIsRefusedBeforeTheKernelIsAsked() {
    Fd map = hash(1);
    map.close();
    map.close();
    assertThatThrownBy(() -> get(map, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void elementCallsAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    try (Fd map = MapCalls.create(MapCreateAttr.of(MapType.ARRAY, 4, 8, 3))) {
      key.buffer().putInt(0, 1);
      exercise(map, 20_000);
      long before = threads.getThreadAllocatedBytes(thread);
      exercise(map, 20_000);
      long perCall = (threads.getThreadAllocatedBytes(thread) - before) / 20_000;
      assertThat(perCall).isZero();
    }
  }

  private void exercise(Fd map, int times) {
    for (int i = 0; i < times; i++) {
      value.buffer().putLong(0, i);
      MapCalls.update(map, key.address(), value.address(), 0);
      if (!MapCalls.lookup(map, key.address(), value.address(), 0)
          || value.buffer().getLong(0) != i) {
        throw new AssertionError("lost update " + i);
      }
    }
  }
}
