package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Type;
import java.util.List;
import java.util.SplittableRandom;

/** Random choices, leaning towards what breaks compilers. */
final class Dice {
  private static final long[] CORNERS = {
    0,
    1,
    -1,
    2,
    -2,
    3,
    7,
    10,
    31,
    32,
    33,
    63,
    64,
    65,
    100,
    1000,
    -100,
    0x7f,
    0x80,
    0x81,
    0xff,
    0x100,
    0x101,
    -0x7f,
    -0x80,
    -0x81,
    -0xff,
    -0x100,
    0x7fff,
    0x8000,
    0x8001,
    0xffff,
    0x10000,
    0x10001,
    -0x8000,
    -0x8001,
    -0xffff,
    -0x10000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE - 1,
    Integer.MIN_VALUE + 1,
    0x8000_0000L,
    0x8000_0001L,
    0xffff_ffffL,
    0xffff_fffeL,
    0x1_0000_0000L,
    0x1_0000_0001L,
    -0x8000_0001L,
    -0xffff_ffffL,
    -0x1_0000_0000L,
    0x7fff_ffff_0000_0000L,
    0x8000_0000_0000_0000L,
    0xffff_ffff_0000_0000L,
    0x5555_5555_5555_5555L,
    0x0123_4567_89ab_cdefL,
    0xfedc_ba98_7654_3210L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MAX_VALUE - 1,
    Long.MIN_VALUE + 1,
  };

  private final SplittableRandom random;

  Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A number from 0 to a bound, exclusive. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A number from one to another, both inclusive. */
  int between(int from, int to) {
    return random.nextInt(from, to + 1);
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  boolean percent(int chance) {
    return random.nextInt(100) < chance;
  }

  <T> T of(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** An index, each as likely as its weight says. */
  int weighted(int... weights) {
    int total = 0;
    for (int weight : weights) {
      total += weight;
    }
    int rest = random.nextInt(total);
    for (int i = 0; ; i++) {
      rest -= weights[i];
      if (rest < 0) {
        return i;
      }
    }
  }

  /** A number of a type. */
  long number(Type type) {
    return type.cut(
        switch (weighted(45, 20, 20, 15)) {
          case 0 -> CORNERS[random.nextInt(CORNERS.length)];
          case 1 -> between(-8, 16);
          case 2 -> (1L << random.nextInt(64)) + between(-1, 1);
          default -> random.nextLong() >> random.nextInt(64);
        });
  }

  /** A byte of a packet. */
  byte octet() {
    return (byte)
        switch (weighted(20, 15, 10, 10, 10, 35)) {
          case 0 -> 0;
          case 1 -> 0xff;
          case 2 -> 0x80;
          case 3 -> 0x7f;
          case 4 -> 1;
          default -> random.nextInt();
        };
  }
}
