package bpf4j.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.Failure;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.SocketFilter.Tap;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.packet.PacketView;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.testkit.Requirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that end where Java would throw are counted, each at its line. */
class FailureCountersTest {
  private static final String FILE = "FailureCountersTest.java";

  /** What a packet asks for by its first byte; the others are zero. */
  private static byte[] packet(int kind) {
    byte[] packet = new byte[32];
    packet[0] = (byte) kind;
    return packet;
  }

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  /** Each kind fails in a method of its own, whose line is found by running it on the JVM. */
  private static int fail(
      SkBuff p, BpfArray<Long> array, BpfHash<Integer, Long> hash, BpfHash<Integer, Long> full) {
    int zero = p.u8(1);
    return switch (p.u8(0)) {
      case 0 -> 100 / zero;
      case 1 -> (int) (100L % zero);
      case 2 -> Integer.remainderUnsigned(5, zero);
      case 3 -> p.i32(30);
      case 4 -> p.u8(zero - 1);
      case 5 -> loaded(p, zero);
      case 6 -> element(zero - 1);
      case 7 -> outside(zero);
      case 8 -> array.get(zero + 8).intValue();
      case 9 -> added(array, zero - 1);
      case 10 -> hash.get(zero).intValue();
      case 11 -> put(full, zero + 5);
      case 12 -> absent(zero);
      case 13 -> required(zero);
      case 14 -> thrown(zero);
      case 15 -> Math.addExact(Integer.MAX_VALUE, zero + 1);
      case 16 -> Objects.requireNonNull(zero == 0 ? null : Integer.valueOf(1));
      case 17 -> p.ip().protocol();
      default -> 77;
    };
  }

  private static final int KINDS = 18;

  private static int loaded(SkBuff p, int zero) {
    byte[] bytes = new byte[8];
    p.loadBytes(zero + 28, bytes);
    return bytes[0];
  }

  private static int element(int index) {
    int[] numbers = {1, 2, 3};
    return numbers[index];
  }

  private static int outside(int zero) {
    long[] numbers = new long[2];
    numbers[zero + 2] = 5;
    return (int) numbers[0];
  }

  private static int added(BpfArray<Long> array, int index) {
    array.add(index, 1);
    return 1;
  }

  private static int put(BpfHash<Integer, Long> full, int key) {
    full.put(key, 1L);
    return 1;
  }

  private static int absent(int zero) {
    Long number = zero == 0 ? null : Long.valueOf(5);
    return number.intValue();
  }

  private static int required(int zero) {
    PacketView.require(zero != 0);
    return 1;
  }

  private static int thrown(int zero) {
    if (zero == 0) {
      throw new IllegalStateException();
    }
    return 1;
  }

  @Test
  void everyKindIsCountedAtItsLine() {
    try (BpfArray<Long> array = BpfMaps.array(Long.class, 8);
        BpfHash<Integer, Long> hash = BpfMaps.hash(Integer.class, Long.class, 1);
        BpfHash<Integer, Long> full = BpfMaps.hash(Integer.class, Long.class, 1)) {
      full.put(1, 1L);
      Filter program = p -> fail(p, array, hash, full);
      List<String> seen = new ArrayList<>();
      try (KernelProgram kernel = SocketFilter.compileFilter(program).load()) {
        assertThat(kernel.testRun(packet(KINDS)).verdict()).isEqualTo(77);
        assertThat(kernel.failures()).isEmpty();
        for (int kind = 0; kind < KINDS; kind++) {
          byte[] packet = packet(kind);
          Failure expected = FrameTwin.run(program, packet).failure().orElseThrow();
          List<Failure> before = kernel.failures();
          for (int i = 1; i <= 3; i++) {
            assertThat(kernel.testRun(packet).verdict()).isEqualTo(SocketFilter.KEEP);
          }
          List<Failure> counted = new ArrayList<>(kernel.failures());
          counted.removeAll(before);
          assertThat(counted).as("kind %d of %s", kind, kernel.failures()).hasSize(1);
          assertThat(counted.get(0).file()).isEqualTo(FILE);
          assertThat(counted.get(0).line()).as("kind %d", kind).isEqualTo(expected.line());
          assertThat(counted.get(0).count()).isEqualTo(3);
          assertThat(counted.get(0).reason()).isNotBlank();
          seen.add(counted.get(0).line() + counted.get(0).reason());
        }
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(kernel.failureCount()).isEqualTo(3L * KINDS);
      }
    }
  }

  @Test
  void classicReadsEndTapsUncounted() {
    Tap tap = p -> PacketView.require(p.u8(p.u8(0)) == 0);
    try (KernelProgram kernel = SocketFilter.compile(tap).load()) {
      assertThat(kernel.testRun(packet(100)).verdict()).isZero();
      assertThat(kernel.failures()).isEmpty();
      byte[] packet = packet(5);
      packet[5] = 1;
      assertThat(kernel.testRun(packet).verdict()).isZero();
      assertThat(kernel.failureCount()).isEqualTo(1);
    }
  }

  @Test
  void failuresOfTapsDropAndOfFiltersKeep() {
    Tap tap = p -> PacketView.require(p.len() < 20);
    Filter filter =
        p -> {
          PacketView.require(p.len() < 20);
          return 3;
        };
    try (KernelProgram dropping = SocketFilter.compile(tap).load();
        KernelProgram keeping = SocketFilter.compileFilter(filter).load()) {
      assertThat(dropping.testRun(packet(0)).verdict()).isEqualTo(SocketFilter.DROP);
      assertThat(keeping.testRun(packet(0)).verdict()).isEqualTo(SocketFilter.KEEP);
      assertThat(keeping.testRun(new byte[16]).verdict()).isEqualTo(3);
      assertThat(dropping.failureCount()).isEqualTo(1);
      assertThat(keeping.failureCount()).isEqualTo(1);
      assertThat(keeping.failures().get(0))
          .hasToString(
              FILE + ":" + keeping.failures().get(0).line() + ": a requirement does not hold: 1");
    }
  }

  @Test
  void countersCanBeReadAfterClosing() {
    KernelProgram program = SocketFilter.compileFilter(p -> 10 / p.u8(1)).load();
    program.testRun(packet(0), 5);
    program.close();
    assertThat(program.failureCount()).isEqualTo(5);
    program.close();
    assertThat(program.failures()).hasSize(1);
  }

  @Test
  void programsThatCannotFailHaveNoCounters() {
    try (KernelProgram program = SocketFilter.compileFilter(p -> p.len() / 3).load()) {
      assertThat(program.testRun(packet(0)).verdict()).isEqualTo(10);
      assertThat(program.failures()).isEmpty();
      assertThat(program.failureCount()).isZero();
    }
  }
}
