package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PerCpuTest {

  private static List<Integer> counting(int cpus, int first) {
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < cpus; i++) {
      values.add(first + i);
    }
    return values;
  }

  private static long sum(List<Integer> values) {
    return values.stream().mapToLong(Integer::longValue).sum();
  }

  @ParameterizedTest
  @EnumSource
  void arraysHaveAValuePerCpu(Side side) {
    try (BpfPerCpuArray<Integer> map = side.percpuArray(Layout.of(Integer.class), 3)) {
      int cpus = map.cpus();
      assertThat(map.get(2)).isEqualTo(Collections.nCopies(cpus, 0));
      List<Integer> values = counting(cpus, -1);
      map.put(2, values);
      assertThat(map.get(2)).isEqualTo(values);
      assertThat(map.sum(2)).isEqualTo(sum(values));
      assertThat(map.sum(1)).isZero();
      long[] numbers = new long[cpus];
      map.getLongs(2, numbers);
      for (int cpu = 0; cpu < cpus; cpu++) {
        assertThat(numbers[cpu]).isEqualTo(cpu - 1);
      }
      Map<Integer, List<Integer>> seen = new HashMap<>();
      map.forEach(seen::put);
      assertThat(seen).hasSize(3).containsEntry(2, values);
      assertThatThrownBy(() -> map.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> map.put(0, counting(cpus + 1, 0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining((cpus + 1) + " values for");
      assertThatThrownBy(() -> map.getLongs(0, new long[cpus - 1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hashesHaveAValuePerCpu(Side side) {
    try (BpfPerCpuHash<String, Integer> map =
        side.percpuHash(Layout.string(8), Layout.of(Integer.class), 2)) {
      List<Integer> values = counting(map.cpus(), 5);
      assertThat(map.get("a")).isNull();
      assertThat(map.sum("a")).isZero();
      assertThat(map.containsKey("a")).isFalse();
      map.put("a", values);
      map.put("b", counting(map.cpus(), 6));
      assertThat(map.get("a")).isEqualTo(values);
      assertThat(map.sum("a")).isEqualTo(sum(values));
      assertThat(map.size()).isEqualTo(2);
      assertThatThrownBy(() -> map.put("c", values)).isInstanceOf(MapFullException.class);
      Map<String, List<Integer>> seen = new HashMap<>();
      map.forEach(seen::put);
      assertThat(seen).containsOnlyKeys("a", "b").containsEntry("a", values);
      assertThat(map.remove("a")).isTrue();
      assertThat(map.containsKey("a")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesOfAllCpusBecomeOne(Side side) {
    try (BpfPerCpuArray<Integer> signed = side.percpuArray(Layout.of(Integer.class), 2);
        BpfPerCpuArray<Long> unsigned = side.percpuArray(Layout.u64(), 1);
        BpfPerCpuHash<String, Integer> hash =
            side.percpuHash(Layout.string(8), Layout.of(Integer.class), 2)) {
      int cpus = signed.cpus();
      int last = cpus - 2;
      signed.put(1, counting(cpus, -1));
      assertThat(signed.min(1)).isEqualTo(-1);
      assertThat(signed.max(1)).isEqualTo(last);
      assertThat(signed.reduce(1, Math::max)).isEqualTo(last);
      assertThat(signed.reduce(1, (a, b) -> a * 31 + b)).isEqualTo(fold(counting(cpus, -1)));
      List<Long> values = new ArrayList<>(Collections.nCopies(cpus, 1L));
      values.set(cpus - 1, -1L);
      unsigned.put(0, values);
      assertThat(unsigned.min(0)).isEqualTo(cpus == 1 ? -1 : 1);
      assertThat(unsigned.max(0)).isEqualTo(-1);
      assertThat(hash.min("a")).isEmpty();
      assertThat(hash.max("a")).isEmpty();
      assertThat(hash.reduce("a", Integer::sum)).isEmpty();
      hash.put("a", counting(cpus, -1));
      assertThat(hash.min("a")).hasValue(-1);
      assertThat(hash.max("a")).hasValue(last);
      assertThat(hash.reduce("a", (a, b) -> a * 31 + b)).hasValue(fold(counting(cpus, -1)));
    }
  }

  private static int fold(List<Integer> values) {
    int folded = values.get(0);
    for (int value : values.subList(1, values.size())) {
      folded = folded * 31 + value;
    }
    return folded;
  }

  @ParameterizedTest
  @EnumSource
  void keysAreReplacedAndTaken(Side side) {
    try (BpfPerCpuHash<Integer, Integer> map =
        side.percpuHash(Layout.of(Integer.class), Layout.of(Integer.class), 2)) {
      List<Integer> values = counting(map.cpus(), 5);
      List<Integer> others = counting(map.cpus(), 50);
      assertThat(map.replace(1, values)).isFalse();
      assertThat(map.getAndRemove(1)).isNull();
      assertThat(map.getOrDefault(1, others)).isSameAs(others);
      map.put(1, values);
      assertThat(map.getOrDefault(1, others)).isEqualTo(values);
      assertThat(map.replace(1, others)).isTrue();
      assertThat(map.getAndRemove(1)).isEqualTo(others);
      assertThat(map.containsKey(1)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyKeysAtOnce(Side side) {
    int many = 5000;
    try (BpfPerCpuHash<Integer, Integer> map =
        side.percpuHash(Layout.of(Integer.class), Layout.of(Integer.class), many)) {
      Map<Integer, List<Integer>> all = new HashMap<>();
      for (int key = 0; key < many; key++) {
        all.put(key, counting(map.cpus(), key));
      }
      map.putAll(all);
      assertThat(map.snapshot()).isEqualTo(all);
      assertThatThrownBy(() -> map.putAll(Map.of(many, counting(map.cpus(), 0))))
          .isInstanceOf(MapFullException.class);
      assertThat(map.removeAll(List.of(3, many, 4, -1, 3))).isEqualTo(2);
      assertThat(map.size()).isEqualTo(many - 2);
      map.clear();
      assertThat(map.size()).isZero();
    }
  }

  @Test
  void javaRunsOnNoCertainCpu() {
    try (BpfPerCpuArray<Long> array = Side.KERNEL.percpuArray(Layout.of(Long.class), 1);
        BpfPerCpuHash<Long, Long> hash =
            Side.KERNEL.percpuHash(Layout.of(Long.class), Layout.of(Long.class), 1)) {
      for (Runnable call :
          List.<Runnable>of(
              () -> array.local(0),
              () -> array.putLocal(0, 1L),
              () -> array.add(0, 1),
              () -> hash.local(0L),
              () -> hash.localOrCreate(0L),
              () -> hash.putLocal(0L, 1L),
              () -> hash.add(0L, 1))) {
        assertThatThrownBy(call::run)
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageContaining("Only a kernel-side program runs on a certain CPU");
      }
    }
  }

  @Test
  void aTwinRunsOnItsOnlyCpu() {
    try (BpfPerCpuArray<Long> array = JvmMaps.percpuArray(Long.class, 1);
        BpfPerCpuHash<Long, Long> hash = JvmMaps.percpuHash(Long.class, Long.class, 1)) {
      array.add(0, 4);
      array.add(0, 4);
      assertThat(array.local(0)).isEqualTo(8);
      array.putLocal(0, 3L);
      assertThat(array.sum(0)).isEqualTo(3);
      assertThat(hash.local(1L)).isNull();
      assertThat(hash.localOrCreate(1L)).isZero();
      hash.add(1L, 2);
      assertThat(hash.sum(1L)).isEqualTo(2);
      assertThatThrownBy(() -> hash.add(2L, 2)).isInstanceOf(MapFullException.class);
    }
  }
}
