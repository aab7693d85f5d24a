package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.BpfArray;
import bpf4j.maps.JvmMaps;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs that cannot run in the kernel are refused with their line and a way out. */
class RefusedProgramsTest {
  private final BpfArray<Long> counts = JvmMaps.array(Long.class, 16);

  @AfterEach
  void closeMap() {
    counts.close();
  }

  /** The message starts with this file, and names what it says. */
  private static void refused(SocketFilter.Tap program, String... parts) {
    assertThatThrownBy(() -> BpfCompiler.check(program))
        .isInstanceOfSatisfying(
            CompileException.class,
            e -> {
              assertThat(e.file()).isEqualTo("RefusedProgramsTest.java");
              assertThat(e.line()).isPositive();
              assertThat(e).hasMessageStartingWith("RefusedProgramsTest.java:" + e.line() + ": ");
              assertThat(e.reason()).contains(parts);
            });
  }

  @Test
  void floatingPoint() {
    BpfArray<Long> counts = this.counts;
    refused(skb -> counts.add(0, (long) (skb.len() * 1.5)), "floating point");
    refused(skb -> counts.add(0, (long) Math.log(skb.len())), "floating point");
    refused(skb -> counts.add(0, (long) (skb.len() / 3f)), "floating point");
  }

  private static int depth(int n) {
    return n == 0 ? 0 : depth(n - 1) + 1;
  }

  private static int even(int n) {
    return n == 0 ? 1 : odd(n - 1);
  }

  private static int odd(int n) {
    return n == 0 ? 0 : even(n - 1);
  }

  @Test
  void recursion() {
    BpfArray<Long> counts = this.counts;
    refused(skb -> counts.add(depth(skb.len()), 1), "recursi", "depth");
    refused(skb -> counts.add(even(skb.len()), 1), "recursi");
  }

  /** Not of the library, and its fields may change while the program runs. */
  private static final class Settings {
    private int index = 3;

    int index() {
      return index++;
    }
  }

  @Test
  void capturedObjects() {
    BpfArray<Long> counts = this.counts;
    Settings settings = new Settings();
    refused(skb -> counts.add(settings.index(), 1), "Settings");
    List<Integer> list = new ArrayList<>(List.of(1, 2));
    refused(skb -> counts.add(list.get(0), 1), "List");
    StringBuilder text = new StringBuilder();
    refused(skb -> text.append(skb.len()), "StringBuilder");
  }

  @Test
  void methodsWithoutBytecode() {
    BpfArray<Long> counts = this.counts;
    refused(skb -> counts.add(System.identityHashCode(skb) & 15, 1), "identityHashCode");
    refused(skb -> counts.add(Runtime.getRuntime().availableProcessors() & 15, 1), "Runtime");
  }

  @Test
  void moreStackThanThereIs() {
    BpfArray<Long> counts = this.counts;
    refused(
        skb -> {
          byte[] buffer = new byte[600];
          skb.loadBytes(0, buffer);
          counts.add(buffer[skb.len() & 511] & 15, 1);
        },
        "512");
  }

  @Test
  void arraysOfUnknownLength() {
    BpfArray<Long> counts = this.counts;
    refused(
        skb -> {
          byte[] buffer = new byte[skb.len()];
          skb.loadBytes(0, buffer);
          counts.add(buffer[0] & 15, 1);
        },
        "constant");
  }

  @Test
  void whatOnlyTheJvmHas() {
    BpfArray<Long> counts = this.counts;
    refused(
        skb -> {
          try {
            counts.add(100 / skb.len(), 1);
          } catch (ArithmeticException e) {
            counts.add(0, 1);
          }
        },
        "catch");
    refused(
        skb -> {
          synchronized (counts) {
            counts.add(0, 1);
          }
        },
        "synchronized");
    refused(skb -> new Thread(() -> counts.add(0, 1)).start(), "Thread");
    refused(skb -> counts.close(), "close");
  }

  private static long times0(BpfArray<Long> counts, long x) {
    counts.add(0, x);
    counts.add(1, x * 3);
    counts.add(2, x ^ 7);
    counts.add(3, x - 1);
    counts.add(4, x << 1);
    return x + 1;
  }

  private static long times1(BpfArray<Long> c, long x) {
    return times0(
        c, times0(c, times0(c, times0(c, times0(c, times0(c, times0(c, times0(c, x))))))));
  }

  private static long times2(BpfArray<Long> c, long x) {
    return times1(
        c, times1(c, times1(c, times1(c, times1(c, times1(c, times1(c, times1(c, x))))))));
  }

  private static long times3(BpfArray<Long> c, long x) {
    return times2(
        c, times2(c, times2(c, times2(c, times2(c, times2(c, times2(c, times2(c, x))))))));
  }

  private static long times4(BpfArray<Long> c, long x) {
    return times3(
        c, times3(c, times3(c, times3(c, times3(c, times3(c, times3(c, times3(c, x))))))));
  }

  private static long times5(BpfArray<Long> c, long x) {
    return times4(
        c, times4(c, times4(c, times4(c, times4(c, times4(c, times4(c, times4(c, x))))))));
  }

  private static long times6(BpfArray<Long> c, long x) {
    return times5(
        c, times5(c, times5(c, times5(c, times5(c, times5(c, times5(c, times5(c, x))))))));
  }

  /** Ten million instructions if all calls are followed; the verifier walks one million. */
  @Test
  void moreInstructionsThanTheKernelTakes() {
    BpfArray<Long> counts = this.counts;
    refused(skb -> times6(counts, skb.len()), "too large", "verifier");
  }
}
