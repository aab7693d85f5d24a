package bpf4j.compiler.internal.isa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we encode and print is what LLVM encodes and prints. */
class LlvmAgreementTest {
  @TempDir Path dir;

  @Test
  void everyInstructionPrintsLikeObjdump() {
    printsLikeObjdump(Samples.everyInstruction());
  }

  @Test
  void randomInstructionsPrintLikeObjdump() {
    printsLikeObjdump(Samples.random(8_000, 42));
  }

  @Test
  void everyInstructionsTextAssemblesToItsBits() {
    assemblesToItsBits(Samples.everyInstruction());
  }

  @Test
  void randomInstructionsTextAssemblesToItsBits() {
    assemblesToItsBits(Samples.random(8_000, 43));
  }

  /** Damaged bits must come out as .quad, or as text that means exactly them. */
  @Test
  void damagedInstructionsSurviveTheRoundTrip() {
    Random random = new Random(44);
    long[] slots = Samples.random(12_000, 45);
    for (int i = 0; i < slots.length; i++) {
      for (int flips = random.nextInt(3); flips > 0; flips--) {
        slots[i] ^= 1L << random.nextInt(64);
      }
    }
    List<String> texts = texts(slots);
    assertThat(texts.stream().filter(text -> text.startsWith(".quad")).count())
        .isBetween(1_000L, 8_000L);
    assemblesToItsBits(slots);
  }

  private void printsLikeObjdump(long[] slots) {
    List<Llvm.Line> lines = Llvm.disassemble(dir, slots);
    int next = 0;
    for (int at = 0; at < slots.length; at += Disassembler.length(slots, at)) {
      Llvm.Line line = lines.get(next++);
      assertThat(line.position()).isEqualTo(at);
      assertThat(withoutOurExtras(Disassembler.instruction(slots, at, Annotations.NONE)))
          .as("slot %d, %016x", at, slots[at])
          .isEqualTo(withoutTheirExtras(line.text()));
    }
    assertThat(lines).hasSize(next);
  }

  private static String withoutOurExtras(String text) {
    return text.replaceFirst("^call (pc\\+?|kfunc )", "call ");
  }

  /** Drops symbols of targets, and the w registers that plain loads and stores show from v3. */
  private static String withoutTheirExtras(String text) {
    return text.replaceFirst(" <\\.text.*>$", "")
        .replaceFirst("^w([0-9]+ = \\*\\(u)", "r$1")
        .replaceFirst("^(\\*\\(u[0-9]+ \\*\\)\\(.*\\) = )w", "$1r");
  }

  private void assemblesToItsBits(long[] slots) {
    assertThat(Llvm.assemble(dir, texts(slots))).isEqualTo(slots);
  }

  /** Our text, with what LLVM cannot say or reads otherwise as raw slots. */
  private static List<String> texts(long[] slots) {
    List<String> texts = new ArrayList<>();
    for (int at = 0; at < slots.length; at += Disassembler.length(slots, at)) {
      String text = Disassembler.instruction(slots, at, Annotations.NONE);
      if (isOurs(text)) {
        for (int i = 0; i < Disassembler.length(slots, at); i++) {
          texts.add(".quad " + slots[at + i]);
        }
      } else {
        texts.add(text);
      }
    }
    return texts;
  }

  private static boolean isOurs(String text) {
    return text.matches(
        "call (pc|kfunc).*|.*(map\\[|btf_id|= func ).* ll|.*skb\\[r[0-9]+ [+-].*|gotox.*"
            + "|gotol.*|.*(load_acquire|store_release).*");
  }
}
