package bpf4j.compiler;

import bpf4j.compiler.packet.PacketView;

/**
 * Floors of logarithms of unsigned numbers: exact, and without a loop. Comparisons form a tree, the
 * constants are the smallest numbers whose logarithm has the next floor; those from 2^63 on are
 * negative as Java sees them.
 */
final class Logarithms {
  private Logarithms() {}

  /** Halves the number of bits looked at with each step, without a branch. */
  static int log2(long number) {
    PacketView.require(number != 0);
    long value = number;
    int log = isPositive(value >>> 32) << 5;
    value >>>= log;
    int step = isPositive(value >>> 16) << 4;
    value >>>= step;
    log += step;
    step = isPositive(value >>> 8) << 3;
    value >>>= step;
    log += step;
    step = isPositive(value >>> 4) << 2;
    value >>>= step;
    log += step;
    step = isPositive(value >>> 2) << 1;
    value >>>= step;
    return log + step + (int) (value >>> 1);
  }

  /** 1 for positive numbers, 0 for zero. */
  private static int isPositive(long value) {
    return (int) (-value >>> 63);
  }

  static int log10(long value) {
    PacketView.require(value != 0);
    if (value < 0) {
      return value < -8_446_744_073_709_551_616L ? 18 : 19;
    }
    if (value < 1_000_000_000L) {
      if (value < 10_000L) {
        if (value < 100L) {
          return value < 10L ? 0 : 1;
        }
        return value < 1_000L ? 2 : 3;
      }
      if (value < 1_000_000L) {
        return value < 100_000L ? 4 : 5;
      }
      if (value < 10_000_000L) {
        return 6;
      }
      return value < 100_000_000L ? 7 : 8;
    }
    if (value < 100_000_000_000_000L) {
      if (value < 100_000_000_000L) {
        return value < 10_000_000_000L ? 9 : 10;
      }
      if (value < 1_000_000_000_000L) {
        return 11;
      }
      return value < 10_000_000_000_000L ? 12 : 13;
    }
    if (value < 10_000_000_000_000_000L) {
      return value < 1_000_000_000_000_000L ? 14 : 15;
    }
    if (value < 100_000_000_000_000_000L) {
      return 16;
    }
    return value < 1_000_000_000_000_000_000L ? 17 : 18;
  }

  static int log(long value) {
    PacketView.require(value != 0);
    if (value < 0) {
      return value < -5_595_143_959_350_243_340L ? 43 : 44;
    }
    if (value < 3_584_912_847L) {
      if (value < 59_875L) {
        if (value < 149L) {
          if (value < 8L) {
            return value < 3L ? 0 : 1;
          }
          if (value < 21L) {
            return 2;
          }
          return value < 55L ? 3 : 4;
        }
        if (value < 2_981L) {
          if (value < 404L) {
            return 5;
          }
          return value < 1_097L ? 6 : 7;
        }
        if (value < 8_104L) {
          return 8;
        }
        return value < 22_027L ? 9 : 10;
      }
      if (value < 8_886_111L) {
        if (value < 442_414L) {
          return value < 162_755L ? 11 : 12;
        }
        if (value < 1_202_605L) {
          return 13;
        }
        return value < 3_269_018L ? 14 : 15;
      }
      if (value < 178_482_301L) {
        if (value < 24_154_953L) {
          return 16;
        }
        return value < 65_659_970L ? 17 : 18;
      }
      if (value < 485_165_196L) {
        return 19;
      }
      return value < 1_318_815_735L ? 20 : 21;
    }
    if (value < 214_643_579_785_917L) {
      if (value < 532_048_240_602L) {
        if (value < 26_489_122_130L) {
          return value < 9_744_803_447L ? 22 : 23;
        }
        if (value < 72_004_899_338L) {
          return 24;
        }
        return value < 195_729_609_429L ? 25 : 26;
      }
      if (value < 10_686_474_581_525L) {
        if (value < 1_446_257_064_292L) {
          return 27;
        }
        return value < 3_931_334_297_145L ? 28 : 29;
      }
      if (value < 29_048_849_665_248L) {
        return 30;
      }
      return value < 78_962_960_182_681L ? 31 : 32;
    }
    if (value < 31_855_931_757_113_757L) {
      if (value < 1_586_013_452_313_431L) {
        return value < 583_461_742_527_455L ? 33 : 34;
      }
      if (value < 4_311_231_547_115_196L) {
        return 35;
      }
      return value < 11_719_142_372_802_612L ? 36 : 37;
    }
    if (value < 639_843_493_530_054_950L) {
      if (value < 86_593_400_423_993_747L) {
        return 38;
      }
      return value < 235_385_266_837_019_986L ? 39 : 40;
    }
    if (value < 1_739_274_941_520_501_048L) {
      return 41;
    }
    return value < 4_727_839_468_229_346_562L ? 42 : 43;
  }
}
