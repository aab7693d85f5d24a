package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.Size;
import bpf4j.maps.layout.U16;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.MapFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GlobalTest {

  record Point(int x, short y) {}

  static final class Section {
    final AtomicLong packets = new AtomicLong();
    byte last;
    @U16 int port;
    Point from = new Point(0, (short) 0);

    @Size(4)
    int[] counts = new int[4];
  }

  @ParameterizedTest
  @EnumSource
  void numbersAreReadAndWritten(Side side) {
    try (BpfGlobal<Long> global = side.global(Layout.of(Long.class))) {
      assertThat(global.get()).isZero();
      global.set(Long.MIN_VALUE);
      assertThat(global.getLong()).isEqualTo(Long.MIN_VALUE);
      global.setLong(5);
      global.add(-7);
      assertThat(global.getAndAdd(1)).isEqualTo(-2);
      assertThat(global.get()).isEqualTo(-1);
      BpfNumber number = global.number("");
      assertThat(number.compareAndSet(0, 3)).isFalse();
      assertThat(number.compareAndSet(-1, 3)).isTrue();
      assertThat(number.getAndSet(9)).isEqualTo(3);
      number.setRelease(number.getAcquire() + 1);
      assertThat(global.getLong()).isEqualTo(10);
      assertThat(global.maxEntries()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void numbersAreAsWideAsTheirLayout(Side side) {
    try (BpfGlobal<Long> unsigned = side.global(Layout.u32());
        BpfGlobal<Integer> signed = side.global(Layout.of(Integer.class));
        BpfGlobal<Integer> narrow = side.global(Layout.be16())) {
      unsigned.setLong(-1);
      assertThat(unsigned.getAndAdd(2)).isEqualTo(0xffff_ffffL);
      assertThat(unsigned.get()).isEqualTo(1);
      assertThat(unsigned.number("").compareAndSet(0x1_0000_0001L, -1)).isTrue();
      assertThat(unsigned.getLong()).isEqualTo(0xffff_ffffL);
      signed.setLong(0xffff_ffffL);
      assertThat(signed.number("").getAndSet(4)).isEqualTo(-1);
      narrow.set(0x1_2345);
      assertThat(narrow.getLong()).isEqualTo(0x2345);
      assertThatThrownBy(() -> narrow.add(1))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("use Integer or Long values");
      BpfNumber part = narrow.number("");
      assertThatThrownBy(() -> part.compareAndSet(1, 2))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void partsOfASectionAreNumbers(Side side) {
    try (BpfGlobal<Section> global = side.global(Layout.of(Section.class))) {
      global.number("packets").add(3);
      global.number("last").set(-1);
      global.number("port").set(-1);
      global.number("from.y").set(7);
      global.number("counts[3]").getAndAdd(11);
      Section section = global.get();
      assertThat(section.packets).hasValue(3);
      assertThat(section.last).isEqualTo((byte) -1);
      assertThat(section.port).isEqualTo(0xffff);
      assertThat(section.from).isEqualTo(new Point(0, (short) 7));
      assertThat(section.counts).containsExactly(0, 0, 0, 11);
      assertThat(global.number("port").get()).isEqualTo(0xffff);
      section.counts[0] = 5;
      global.set(section);
      assertThat(global.number("counts[0]").get()).isEqualTo(5);
      assertThatThrownBy(global::getLong)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("struct Section");
    }
  }

  @ParameterizedTest
  @EnumSource
  void pathsThatLeadNowhereAreRefused(Side side) {
    try (BpfGlobal<Section> global = side.global(Layout.of(Section.class))) {
      assertThatThrownBy(() -> global.number("packet"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no field packet; it has packets, last, port, from, counts");
      assertThatThrownBy(() -> global.number("counts[4]"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[4] is no index");
      assertThatThrownBy(() -> global.number("counts[-1]"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> global.number("from"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("name one of its parts");
      assertThatThrownBy(() -> global.number("last.low"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no such part");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClosedGlobalIsRefused(Side side) {
    BpfGlobal<Long> global = side.global(Layout.of(Long.class));
    BpfNumber number = global.number("");
    global.close();
    global.close();
    assertThatThrownBy(global::get).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> global.add(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> number.getAndAdd(1)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource
  void arraysKeepTheirElementsApart(Side side) {
    try (BpfGlobalArray<Integer> ints = side.globalArray(Layout.of(Integer.class), 1000);
        BpfGlobalArray<Integer> bytes = side.globalArray(Layout.u8(), 5);
        BpfGlobalArray<Point> points = side.globalArray(Layout.of(Point.class), 3)) {
      ints.add(999, 4);
      assertThat(ints.getAndAdd(999, 1)).isEqualTo(4);
      assertThat(ints.getLong(998)).isZero();
      bytes.put(1, 0x1ff);
      assertThat(bytes.get(1)).isEqualTo(0xff);
      assertThat(bytes.get(0) + bytes.get(2)).isZero();
      points.put(1, new Point(-1, (short) -1));
      assertThat(points.get(0)).isEqualTo(points.get(2)).isEqualTo(new Point(0, (short) 0));
      assertThat(List.of(ints.stride(), bytes.stride(), points.stride())).containsExactly(4, 1, 8);
      assertThat(ints.maxEntries()).isEqualTo(1000);
      assertThatThrownBy(() -> bytes.get(5)).isInstanceOf(IndexOutOfBoundsException.class);
      List<Integer> seen = new ArrayList<>();
      bytes.forEach((index, value) -> seen.add(value));
      assertThat(seen).containsExactly(0, 0xff, 0, 0, 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void arraysBeyondWhatCanBeMappedAreRefused(Side side) {
    assertThatThrownBy(() -> side.globalArray(Layout.of(Long.class), Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 2 GiB");
  }

  @Test
  void theKernelHoldsOneValue() {
    try (BpfGlobalArray<Long> array = Side.KERNEL.globalArray(Layout.of(Long.class), 3)) {
      var info = InfoCalls.map(array.fd());
      assertThat(info.maxEntries()).isEqualTo(1);
      assertThat(info.valueSize()).isEqualTo(24);
      assertThat(info.flags() & MapFlags.MMAPABLE).isNotZero();
    }
  }

  /** Threads that add through different views of one mapping lose nothing. */
  @Test
  void additionsFromJavaAreAtomic() throws InterruptedException {
    try (BpfGlobal<Section> global = Side.KERNEL.global(Layout.of(Section.class))) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        BpfNumber number = global.number("packets");
        threads.add(
            new Thread(
                () -> {
                  for (int k = 0; k < 10_000; k++) {
                    number.add(1);
                  }
                }));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(global.number("packets").get()).isEqualTo(40_000);
    }
  }
}
