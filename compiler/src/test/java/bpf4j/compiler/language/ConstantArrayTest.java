package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Arrays of numbers that exist while compiling, small and large, read at any index. */
class ConstantArrayTest {
  private static final byte[] BYTES = {-1, 2, 127, -128, 5};
  private static final byte[] MORE_BYTES = {-1, 2, 127, -128, 5, 6, 7, 8, 9, -10};
  private static final boolean[] FLAGS = {true, false, true, true};
  private static final short[] SHORTS = {-1, 2, Short.MIN_VALUE, 7};
  private static final short[] MORE_SHORTS = {-1, 2, Short.MIN_VALUE, 7, 11, -13};
  private static final char[] CHARS = {'a', '\uffff', 0};
  private static final char[] MORE_CHARS = {'a', '\uffff', 0, 'x', 'y'};
  private static final int[] INTS = {Integer.MIN_VALUE, 7};
  private static final int[] NUMBERING = {2, 0, 1, 0, 3};
  private static final int[] CRC = crcTable();
  private static final long[] ONE_LONG = {Long.MIN_VALUE + 5};
  private static final long[] LONGS = {Long.MIN_VALUE + 5, -1, 0x0123_4567_89ab_cdefL};

  private static int[] crcTable() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ 0xedb8_8320 : crc >>> 1;
      }
      table[i] = crc;
    }
    return table;
  }

  @TestFactory
  Stream<DynamicTest> arrays() {
    return Idiom.agree(
        idiom("bytes", p -> BYTES[a(p) & 3]),
        idiom("bytes, any index", p -> BYTES[a(p)]),
        idiom("more bytes", p -> MORE_BYTES[a(p) & 7]),
        idiom("more bytes, any index", p -> MORE_BYTES[a(p)]),
        idiom("booleans", p -> FLAGS[a(p) & 3] ? b(p) : 5),
        idiom("shorts", p -> SHORTS[a(p) & 3]),
        idiom("more shorts", p -> MORE_SHORTS[a(p)]),
        idiom("chars", p -> CHARS[a(p)]),
        idiom("more chars", p -> MORE_CHARS[a(p) & 3]),
        idiom("ints", p -> INTS[a(p) & 1]),
        idiom("ints that number", p -> NUMBERING[a(p)] * b(p)),
        idiom("a long", p -> fold(ONE_LONG[a(p)])),
        idiom("longs", p -> fold(LONGS[a(p) & 1] + LONGS[2])),
        idiom(
            "a table for checksums",
            p -> {
              int crc = -1;
              for (int i = 0; i < 12; i++) {
                crc = CRC[(crc ^ p.u8(i)) & 255] ^ crc >>> 8;
              }
              return ~crc;
            }));
  }
}
