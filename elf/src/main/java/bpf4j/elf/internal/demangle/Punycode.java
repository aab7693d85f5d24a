package bpf4j.elf.internal.demangle;

import java.util.Arrays;

/** Decodes identifiers with characters beyond ASCII (RFC 3492). */
final class Punycode {
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int FIRST = 128;
  private static final int MOST = 1 << 12;

  private Punycode() {}

  /**
   * Decodes an identifier.
   *
   * @param plain its ASCII characters
   * @param deltas where others are inserted
   */
  static String decode(String plain, String deltas) {
    StringBuilder text = new StringBuilder(plain);
    int[] points = plain.codePoints().toArray();
    int count = points.length;
    points = Arrays.copyOf(points, count + deltas.length());
    if (points.length > MOST) {
      throw new MangledNameException("an identifier of " + points.length + " characters");
    }
    long point = FIRST;
    long index = 0;
    int bias = INITIAL_BIAS;
    int at = 0;
    while (at < deltas.length()) {
      long start = index;
      long weight = 1;
      for (int k = BASE; ; k += BASE) {
        if (at >= deltas.length() || weight > 1L << 32) {
          throw new MangledNameException("malformed punycode");
        }
        int digit = digit(deltas.charAt(at++));
        index += digit * weight;
        int threshold = Math.max(T_MIN, Math.min(T_MAX, k - bias));
        if (digit < threshold) {
          break;
        }
        weight *= BASE - threshold;
      }
      count++;
      bias = adapt(index - start, count, start == 0);
      point += index / count;
      index %= count;
      if (point > Character.MAX_CODE_POINT) {
        throw new MangledNameException("malformed punycode");
      }
      System.arraycopy(points, (int) index, points, (int) index + 1, count - 1 - (int) index);
      points[(int) index++] = (int) point;
    }
    text.setLength(0);
    for (int i = 0; i < count; i++) {
      text.appendCodePoint(points[i]);
    }
    return text.toString();
  }

  private static int digit(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 26;
    }
    throw new MangledNameException("malformed punycode");
  }

  private static int adapt(long change, int count, boolean isFirst) {
    long delta = isFirst ? change / DAMP : change / 2;
    delta += delta / count;
    int k = 0;
    while (delta > (BASE - T_MIN) * T_MAX / 2) {
      delta /= BASE - T_MIN;
      k += BASE;
    }
    return (int) (k + (BASE - T_MIN + 1) * delta / (delta + SKEW));
  }
}
