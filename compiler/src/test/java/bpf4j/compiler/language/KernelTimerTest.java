package bpf4j.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.maps.KernelTimer;
import bpf4j.syscall.KernelVersion;
import bpf4j.testkit.Requirements;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Timers do their work later, in the kernel as on the JVM. */
class KernelTimerTest {
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final long SOON = 200_000;
  private static final long NEVER = 100_000_000_000L;
  private static final byte[] PACKET = new byte[64];

  static final class Flow {
    long fired;
    final KernelTimer timer = new KernelTimer();
    int divisor;
  }

  @BeforeEach
  void needsTimers() {
    boolean present = KernelVersion.running().compareTo(KernelVersion.of(5, 15)) >= 0;
    Requirements.kernel(present, "bpf_timer is in Linux from 5.15 on");
    Requirements.root();
  }

  @FunctionalInterface
  interface Subject {
    Filter with(BpfHash<Integer, Flow> flows, BpfArray<Flow> array);
  }

  /** What is done with the maps after a run. */
  @FunctionalInterface
  interface Check {
    void of(BpfHash<Integer, Flow> flows, BpfArray<Flow> array, String where);
  }

  private static void both(Subject program, int verdict, int failures, Check check) {
    try (BpfHash<Integer, Flow> flows = BpfMaps.hash(Integer.class, Flow.class, 8);
        BpfArray<Flow> array = BpfMaps.array(Flow.class, 2);
        KernelProgram loaded = SocketFilter.compileFilter(program.with(flows, array)).load()) {
      assertThat(loaded.testRun(PACKET).verdict()).isEqualTo(verdict);
      check.of(flows, array, "kernel");
      await("kernel", () -> loaded.failures().size(), failures);
    }
    try (BpfHash<Integer, Flow> flows = JvmMaps.hash(Integer.class, Flow.class, 8);
        BpfArray<Flow> array = JvmMaps.array(Flow.class, 2)) {
      assertThat(FrameTwin.run(program.with(flows, array), PACKET).verdict()).isEqualTo(verdict);
      check.of(flows, array, "JVM");
    }
  }

  private static void await(String where, LongSupplier number, long wanted) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (number.getAsLong() != wanted && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(number.getAsLong()).as(where).isEqualTo(wanted);
  }

  @Test
  void valuesOfHashMaps() {
    both(
        (flows, array) ->
            p -> {
              Flow flow = flows.getOrCreate(5 + p.u8(0));
              return flow.timer.start(flows, SOON, (key, value) -> value.fired += key) ? 1 : 2;
            },
        1,
        0,
        (flows, array, where) -> await(where, () -> flows.get(5).fired, 5));
  }

  @Test
  void valuesOfArrays() {
    both(
        (flows, array) ->
            p -> {
              Flow flow = array.get(1);
              return flow.timer.start(array, SOON, (index, value) -> value.fired = index + 7L)
                  ? 1
                  : 2;
            },
        1,
        0,
        (flows, array, where) -> await(where, () -> array.get(1).fired, 8));
  }

  @Test
  void againAndAgain() {
    both(
        (flows, array) ->
            p -> {
              Flow flow = array.get(0);
              flow.timer.start(
                  array,
                  SOON,
                  (index, value) -> {
                    value.fired++;
                    if (value.fired < 5) {
                      value.timer.restart(SOON);
                    }
                  });
              return 1;
            },
        1,
        0,
        (flows, array, where) -> await(where, () -> array.get(0).fired, 5));
  }

  @Test
  void otherMaps() {
    both(
        (flows, array) ->
            p -> {
              Flow flow = flows.getOrCreate(3);
              flow.timer.start(
                  flows,
                  SOON,
                  (key, value) -> {
                    array.get(key & 1).fired = 11;
                    flows.remove(key);
                  });
              return 1;
            },
        1,
        0,
        (flows, array, where) -> {
          await(where, () -> array.get(1).fired, 11);
          await(where, () -> flows.get(3) == null ? 1 : 0, 1);
        });
  }

  @Test
  void cancelled() {
    both(
        (flows, array) ->
            p -> {
              Flow flow = array.get(0);
              boolean never = flow.timer.cancel() || flow.timer.restart(SOON);
              flow.timer.start(array, NEVER, (index, value) -> value.fired = 1);
              boolean first = flow.timer.cancel();
              boolean second = flow.timer.cancel();
              return (never ? 4 : 0) + (first ? 2 : 0) + (second ? 1 : 0);
            },
        2,
        0,
        (flows, array, where) -> assertThat(array.get(0).fired).as(where).isZero());
  }

  @Test
  void failures() {
    both(
        (flows, array) ->
            p -> {
              Flow flow = array.get(0);
              flow.timer.start(
                  array,
                  SOON,
                  (index, value) -> {
                    value.fired = 1;
                    value.fired = 5 / value.divisor;
                  });
              return 1;
            },
        1,
        1,
        (flows, array, where) -> await(where, () -> array.get(0).fired, 1));
  }
}
