package bpf4j.perf.trace;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.perf.trace.TraceLine.Lost;
import bpf4j.perf.trace.TraceLine.Message;
import bpf4j.perf.trace.TraceLine.Other;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lines as kernels from 5.4 to 7.x write them. */
class TraceLineTest {

  @Test
  void formatsOfAllKernels() {
    assertThat(TraceLine.parse("            bash-1234  [001] .... 5432.123456: 0: hello"))
        .isEqualTo(new Message("bash", 1234, -1, 1, "....", 5_432_123_456_000L, "0", "hello"));
    assertThat(
            TraceLine.parse(
                "           <...>-77      [000] d..2.    12.000001: bpf_trace_printk: a: b"))
        .isEqualTo(
            new Message("<...>", 77, -1, 0, "d..2.", 12_000_001_000L, "bpf_trace_printk", "a: b"));
    assertThat(
            TraceLine.parse(
                "  kworker/0:1-9       (      9) [012] d.h31 99.999999: bpf_trace_printk: x"))
        .isEqualTo(
            new Message(
                "kworker/0:1", 9, 9, 12, "d.h31", 99_999_999_000L, "bpf_trace_printk", "x"));
    assertThat(TraceLine.parse("   a-1-5   (-------) [000] ..... 1.000000: s: "))
        .isEqualTo(new Message("a-1", 5, -1, 0, ".....", 1_000_000_000L, "s", ""));
    assertThat(TraceLine.parse("            java-5  [003] bN.21 77: bpf_trace_printk: counted"))
        .isEqualTo(new Message("java", 5, -1, 3, "bN.21", 77, "bpf_trace_printk", "counted"));
    assertThat(TraceLine.parse("            java-5  [003] 7.000001: sched_switch: no flags"))
        .isEqualTo(new Message("java", 5, -1, 3, "", 7_000_001_000L, "sched_switch", "no flags"));
  }

  @Test
  void namesAndTextsOfAnyKind() {
    String header = " my -3 [000] x-10 [001] ..... 1.000000: ";
    assertThat(TraceLine.parse(header + "p: c-1 [000] .... 2.000000: q: r"))
        .isEqualTo(
            new Message(
                "my -3 [000] x",
                10,
                -1,
                1,
                ".....",
                1_000_000_000L,
                "p",
                "c-1 [000] .... 2.000000: q: r"));
  }

  @Test
  void lossesAndOtherLines() {
    assertThat(TraceLine.parse("CPU:1 [LOST 42 EVENTS]")).isEqualTo(new Lost(1, 42));
    assertThat(TraceLine.parse("CPU:12 [LOST EVENTS]")).isEqualTo(new Lost(12, 0));
    assertThat(TraceLine.parse("second line")).isEqualTo(new Other("second line"));
    assertThat(TraceLine.parse("")).isEqualTo(new Other(""));
    String huge = "x-99999999999 [000] .... 1.000000: a: b";
    assertThat(TraceLine.parse(huge)).isEqualTo(new Other(huge));
  }

  @Test
  void anythingIsTakenApartOrNot() {
    Random random = new Random(7);
    String line = "  kworker/0:1-9  (      9) [012] d.h31 99.999999: bpf_trace_printk: x";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder changed = new StringBuilder(line);
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        changed.setCharAt(random.nextInt(line.length()), (char) (32 + random.nextInt(95)));
      }
      assertThat(TraceLine.parse(changed.toString())).isNotNull();
    }
  }
}
