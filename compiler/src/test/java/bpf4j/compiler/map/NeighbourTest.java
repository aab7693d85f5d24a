package bpf4j.compiler.map;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.RawTracepoint;
import bpf4j.maps.BpfGlobal;
import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfNumber;
import bpf4j.testkit.Requirements;
import java.io.File;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Java writes one number while a program adds to the one beside it: neither is in the other's way.
 */
@Timeout(300)
class NeighbourTest {

  private static final int WRITES = 1_000_000;
  private static final int CALLS_BETWEEN = 500;

  /**
   * The numbers share a word of the machine: whoever wrote more than its own would undo the other.
   */
  static final class Pair {
    int written;
    final AtomicInteger counted = new AtomicInteger();
  }

  /** Numbers that Java and a program write. */
  private interface Numbers {
    void write(int value);

    long written();
  }

  /** Writes a million times; between the writes this thread and another make system calls. */
  private static void writeAndCall(Numbers numbers) throws InterruptedException {
    Thread calls =
        new Thread(
            () -> {
              for (int i = 0; i < 20_000; i++) {
                new File("/proc/self/no-such-file").exists();
              }
            });
    calls.start();
    for (int i = 1; i <= WRITES; i++) {
      numbers.write(i);
      if (i % CALLS_BETWEEN == 0) {
        new File("/proc/self/no-such-file").exists();
        assertThat(numbers.written()).isEqualTo(i);
      }
    }
    calls.join();
    assertThat(numbers.written()).isEqualTo(WRITES);
  }

  @Test
  void fieldsOfAGlobal() throws InterruptedException {
    Requirements.root();
    int pid = (int) ProcessHandle.current().pid();
    try (BpfGlobal<Pair> pair = BpfMaps.global(Pair.class);
        BpfGlobal<Long> runs = BpfMaps.global(Long.class)) {
      BpfNumber written = pair.number("written");
      BpfNumber counted = pair.number("counted");
      try (AttachedProgram program =
          RawTracepoint.attach(
              "sys_enter",
              context -> {
                if (Kernel.pid() == pid) {
                  runs.getAndAdd(1);
                  pair.get().counted.incrementAndGet();
                }
              })) {
        assertThat(program).isNotNull();
        writeAndCall(
            new Numbers() {
              @Override
              public void write(int value) {
                written.set(value);
              }

              @Override
              public long written() {
                return written.get();
              }
            });
      }
      assertThat(counted.get()).isEqualTo(runs.getLong()).isGreaterThan(20_000);
    }
  }

  @Test
  void elementsOfAnArray() throws InterruptedException {
    Requirements.root();
    int pid = (int) ProcessHandle.current().pid();
    try (BpfGlobalArray<Integer> numbers = BpfMaps.globalArray(Integer.class, 3);
        BpfGlobal<Long> runs = BpfMaps.global(Long.class)) {
      try (AttachedProgram program =
          RawTracepoint.attach(
              "sys_enter",
              context -> {
                if (Kernel.pid() == pid) {
                  runs.getAndAdd(1);
                  numbers.add(0, 1);
                  numbers.add(2, 1);
                }
              })) {
        assertThat(program).isNotNull();
        writeAndCall(
            new Numbers() {
              @Override
              public void write(int value) {
                numbers.putLong(1, value);
              }

              @Override
              public long written() {
                return numbers.getLong(1);
              }
            });
      }
      assertThat(numbers.getLong(0)).isEqualTo(runs.getLong()).isGreaterThan(20_000);
      assertThat(numbers.getLong(2)).isEqualTo(runs.getLong());
    }
  }
}
