package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.Size;
import bpf4j.maps.layout.U16;
import bpf4j.syscall.bpf.MapType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrayTest {

  record Line(int pid, @Size(20) String text, boolean last) {}

  static final class Flow {
    final AtomicLong packets = new AtomicLong();
    @U16 int port;
    final @Size(4) int[] hops = new int[4];
    final Nested nested = new Nested();
  }

  static final class Nested {
    byte flags;
    long time;
  }

  @ParameterizedTest
  @EnumSource
  void valuesStartAtZeroAndStay(Side side) {
    try (BpfArray<Long> map = side.array(Long.class, 4)) {
      assertThat(map.get(3)).isZero();
      map.put(3, -5L);
      map.put(0, Long.MIN_VALUE);
      assertThat(map.get(3)).isEqualTo(-5L);
      assertThat(map.getLong(0)).isEqualTo(Long.MIN_VALUE);
      map.putLong(1, 7);
      assertThat(map.get(1)).isEqualTo(7L);
      assertThat(map.get(2)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsWhatItIs(Side side) {
    try (BpfArray<Long> map = side.array(Long.class, 4)) {
      assertThat(map.type()).isEqualTo(MapType.ARRAY);
      assertThat(map.name()).isEqualTo("array_Long");
      assertThat(map.maxEntries()).isEqualTo(4);
      assertThat(map.flags()).isZero();
      assertThat(map.keyLayout().size()).isEqualTo(4);
      assertThat(map.valueLayout()).isSameAs(Layout.of(Long.class));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anIndexOutOfRangeThrows(Side side) {
    try (BpfArray<Integer> map = side.array(Integer.class, 4)) {
      assertThatThrownBy(() -> map.get(4)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> map.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> map.put(4, 1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> map.add(4, 1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> map.putLong(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void numbersAreCutAndExtendedAsTheirLayoutSays(Side side) {
    try (BpfArray<Integer> unsigned = side.array(Layout.u8(), 1);
        BpfArray<Short> signed = side.array(Short.class, 1);
        BpfArray<Long> wide = side.array(Layout.u32(), 1);
        BpfArray<Integer> network = side.array(Layout.be16(), 1)) {
      unsigned.put(0, 0x1ff);
      assertThat(unsigned.get(0)).isEqualTo(0xff);
      assertThat(unsigned.getLong(0)).isEqualTo(0xff);
      signed.putLong(0, 0xffff);
      assertThat(signed.get(0)).isEqualTo((short) -1);
      assertThat(signed.getLong(0)).isEqualTo(-1);
      wide.putLong(0, -1);
      assertThat(wide.get(0)).isEqualTo(0xffff_ffffL);
      network.put(0, 443);
      assertThat(network.get(0)).isEqualTo(443);
      assertThat(network.getLong(0)).isEqualTo(443);
    }
  }

  @ParameterizedTest
  @EnumSource
  void addWrapsRound(Side side) {
    try (BpfArray<Long> longs = side.array(Long.class, 2);
        BpfArray<Integer> ints = side.array(Integer.class, 1);
        BpfArray<Long> unsigned = side.array(Layout.u32(), 1)) {
      longs.add(1, 5);
      longs.add(1, -7);
      assertThat(longs.get(1)).isEqualTo(-2L);
      ints.add(0, Integer.MAX_VALUE);
      ints.add(0, 1);
      assertThat(ints.get(0)).isEqualTo(Integer.MIN_VALUE);
      unsigned.add(0, -1);
      assertThat(unsigned.get(0)).isEqualTo(0xffff_ffffL);
    }
  }

  @ParameterizedTest
  @EnumSource
  void addRefusesWhatBpfCannotAddTo(Side side) {
    try (BpfArray<Integer> narrow = side.array(Layout.u16(), 1);
        BpfArray<Integer> network = side.array(Layout.be32(), 1);
        BpfArray<Line> lines = side.array(Line.class, 1)) {
      for (BpfArray<?> map : List.of(narrow, network, lines)) {
        assertThatThrownBy(() -> map.add(0, 1))
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageContaining("4 or 8 bytes in host order");
      }
      assertThatThrownBy(() -> lines.getLong(0))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("struct Line");
    }
  }

  @ParameterizedTest
  @EnumSource
  void recordsAreCopied(Side side) {
    try (BpfArray<Line> map = side.array(Line.class, 2)) {
      assertThat(map.get(1)).isEqualTo(new Line(0, "", false));
      map.put(1, new Line(42, "ls -l", true));
      assertThat(map.get(1)).isEqualTo(new Line(42, "ls -l", true));
      assertThatThrownBy(() -> map.put(1, new Line(1, "a text longer than its room", false)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Line.text: 27 bytes of UTF-8 do not fit into 20");
      assertThat(map.get(1).pid()).isEqualTo(42);
    }
  }

  @ParameterizedTest
  @EnumSource
  void classesAreCopiedWhenPut(Side side) {
    try (BpfArray<Flow> map = side.array(Flow.class, 1)) {
      Flow flow = new Flow();
      flow.packets.set(3);
      flow.port = 0x1_0050;
      flow.hops[3] = -1;
      flow.nested.time = 77;
      map.put(0, flow);
      flow.packets.set(4);
      flow.hops[3] = 0;
      Flow got = map.get(0);
      assertThat(got.packets).hasValue(3);
      assertThat(got.port).isEqualTo(0x50);
      assertThat(got.hops).containsExactly(0, 0, 0, -1);
      assertThat(got.nested.time).isEqualTo(77);
    }
  }

  @ParameterizedTest
  @EnumSource
  void forEachTakesAllInOrder(Side side) {
    int entries = 3000;
    try (BpfArray<Integer> map = side.array(Integer.class, entries)) {
      for (int i = 0; i < entries; i++) {
        map.put(i, i * i);
      }
      List<Integer> seen = new ArrayList<>();
      map.forEach(
          (index, value) -> {
            assertThat(index).isEqualTo(seen.size());
            assertThat(value).isEqualTo(map.get(index));
            seen.add(value);
          });
      assertThat(seen).hasSize(entries).endsWith((entries - 1) * (entries - 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void mappedArraysDoTheSameWithoutCalls(Side side) {
    try (BpfMmapArray<Long> longs = side.mmapArray(Layout.of(Long.class), 1000);
        BpfMmapArray<Integer> ints = side.mmapArray(Layout.of(Integer.class), 3);
        BpfMmapArray<Integer> narrow = side.mmapArray(Layout.u16(), 3);
        BpfMmapArray<Flow> flows = side.mmapArray(Layout.of(Flow.class), 3)) {
      longs.putLongRelease(999, 5);
      assertThat(longs.getAndAdd(999, 6)).isEqualTo(5);
      longs.add(999, -1);
      assertThat(longs.getLongAcquire(999)).isEqualTo(10);
      assertThat(longs.get(998)).isZero();
      ints.put(1, -1);
      assertThat(ints.getAndAdd(1, 3)).isEqualTo(-1);
      assertThat(ints.getLongAcquire(1)).isEqualTo(2);
      assertThat(ints.get(2)).isZero();
      narrow.putLongRelease(2, 0x1_2345);
      assertThat(narrow.getLongAcquire(2)).isEqualTo(0x2345);
      Flow flow = new Flow();
      flow.nested.flags = 9;
      flows.put(1, flow);
      assertThat(flows.get(1).nested.flags).isEqualTo((byte) 9);
      assertThat(flows.get(2).nested.flags).isZero();
      assertThatThrownBy(() -> longs.getAndAdd(1000, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      long[] sum = {0};
      longs.forEach((index, value) -> sum[0] += value);
      assertThat(sum[0]).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sizesOutsideWhatBpfAllowsAreNamed(Side side) {
    assertThatThrownBy(() -> side.array(Long.class, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxEntries is 0");
    assertThatThrownBy(() -> side.hash(Layout.bytes(513), Layout.u8(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("513 bytes; BPF allows 512");
    assertThatThrownBy(() -> side.percpuArray(Layout.bytes(32769), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32769 bytes; BPF allows 32768");
  }
}
