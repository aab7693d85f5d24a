package bpf4j.compiler.internal.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadTest {

  @Test
  void everyBitFieldIsReadAsItsBits() {
    Random random = new Random(3);
    byte[] header = new byte[16];
    random.nextBytes(header);
    int fields = 0;
    for (int width = 1; width <= 64; width++) {
      for (int at = 0; at + width <= header.length * 8; at++) {
        Read read = Read.ofBits(at, width, header.length);
        if (read.bytes() <= 8) {
          fields++;
          assertThat(read.bytes()).isIn(1, 2, 4, 6, 8);
          assertThat(read.offset()).isNotNegative();
          assertThat(read.offset() + read.bytes()).isLessThanOrEqualTo(header.length);
          assertThat(evaluate(read, header)).isEqualTo(bits(header, at, width));
        } else {
          assertThat(at % 8 + width).as("bits %d of %d", at, width).isGreaterThan(64);
        }
      }
    }
    assertThat(fields).isGreaterThan(4000);
  }

  @Test
  void wholeBytesNeedNothingMore() {
    assertThat(Read.ofBits(48, 48, 14)).isEqualTo(Read.ofBytes(6, 6, false));
    assertThat(Read.ofBits(48, 48, 14).isWhole()).isTrue();
    assertThat(Read.ofBits(32, 24, 8)).isEqualTo(new Read(4, 4, 8, 24, false));
    assertThat(Read.ofBits(40, 24, 8)).isEqualTo(new Read(4, 4, 0, 24, false));
    assertThat(Read.ofBits(40, 24, 8).isWhole()).isFalse();
  }

  private static BigInteger evaluate(Read read, byte[] header) {
    int end = read.offset() + read.bytes();
    BigInteger value = new BigInteger(1, Arrays.copyOfRange(header, read.offset(), end));
    return value.shiftRight(read.shift()).and(mask(read.bits()));
  }

  private static BigInteger bits(byte[] header, int at, int width) {
    int below = header.length * 8 - at - width;
    return new BigInteger(1, header).shiftRight(below).and(mask(width));
  }

  private static BigInteger mask(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }
}
