package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;

import bpf4j.compiler.context.SkBuff;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Reads next to each other share a call; each still fails at its own line. */
class AdjacentReadTest {
  /** From before the packet to behind it. */
  private static int around(SkBuff p, int i) {
    return (p.len() + 12) * i / 24 - 6;
  }

  private static int upwards(SkBuff p, int at) {
    int a = p.u8(at);
    int b = p.u8(at + 1);
    int c = p.u16(at + 2);
    int d = p.i32(at + 4);
    return a + 3 * b + 5 * c + 7 * d;
  }

  private static int downwards(SkBuff p, int at) {
    int a = p.u16(at + 5);
    int b = p.u8(at + 4);
    int c = p.i32(at);
    return a + 3 * b + 5 * c;
  }

  private static int overlapping(SkBuff p, int at) {
    long a = p.u48(at);
    int b = p.u16(at + 4);
    int c = p.u8(at + 7);
    int d = p.u8(at - 1);
    return (int) (a ^ a >> 20) + 3 * b + 5 * c + 7 * d;
  }

  private static int twoBases(SkBuff p, int at) {
    int a = p.u8(at);
    int b = p.u8(at / 2);
    int c = p.u8(at + 1);
    int d = p.u8(at / 2 + 1);
    return a + 3 * b + 5 * c + 7 * d;
  }

  private static int loop(SkBuff p) {
    int at = 0;
    for (int i = 0; i < 6; i++) {
      int kind = p.u8(at);
      int length = p.u8(at + 1);
      if (kind == 5) {
        return at;
      }
      at += 2 + (length & 15);
    }
    return -at;
  }

  @TestFactory
  Stream<DynamicTest> reads() {
    return Idiom.agree(
        idiom("constant", p -> p.u8(1) + 3 * p.u8(0) + 5 * p.u16(2) + 7 * p.i32(14)),
        idiom("upwards", p -> upwards(p, around(p, p.u8(3) % 25))),
        idiom("downwards", p -> downwards(p, around(p, p.u8(3) % 25))),
        idiom("overlapping", p -> overlapping(p, around(p, p.u8(3) % 25))),
        idiom("two bases", p -> twoBases(p, around(p, p.u8(3) % 25))),
        idiom("near the end", p -> upwards(p, p.len() - (p.u8(3) & 15))),
        idiom("near the start", p -> downwards(p, (p.u8(3) & 15) - 8)),
        idiom("loop", AdjacentReadTest::loop));
  }
}
