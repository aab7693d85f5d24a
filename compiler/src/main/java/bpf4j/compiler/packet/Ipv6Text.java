package bpf4j.compiler.packet;

import java.util.ArrayList;
import java.util.List;

/** IPv6 addresses as text: reads RFC 4291, writes RFC 5952. */
final class Ipv6Text {
  private static final int GROUPS = 8;

  private Ipv6Text() {}

  static Ipv6Address parse(String text) {
    int gap = text.indexOf("::");
    List<Integer> groups;
    if (gap < 0) {
      groups = groups(text, text, true);
      if (groups.size() != GROUPS) {
        throw malformed(text);
      }
    } else {
      groups = groups(text.substring(0, gap), text, false);
      List<Integer> tail = groups(text.substring(gap + 2), text, true);
      // The gap stands for one group at least.
      if (groups.size() + tail.size() >= GROUPS) {
        throw malformed(text);
      }
      while (groups.size() + tail.size() < GROUPS) {
        groups.add(0);
      }
      groups.addAll(tail);
    }
    return new Ipv6Address(join(groups.subList(0, 4)), join(groups.subList(4, GROUPS)));
  }

  static String format(Ipv6Address address) {
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      long half = i < 4 ? address.high() : address.low();
      groups[i] = (int) (half >>> ((3 - i % 4) * Short.SIZE)) & 0xFFFF;
    }
    if (address.isIpv4Mapped()) {
      return "::ffff:" + Ipv4Address.format((int) address.low());
    }
    int gapStart = -1;
    int gapLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int length = zeros(groups, i);
      if (length > gapLength) {
        gapStart = i;
        gapLength = length;
      }
    }
    if (gapStart < 0) {
      return join(groups, 0, GROUPS);
    }
    return join(groups, 0, gapStart) + "::" + join(groups, gapStart + gapLength, GROUPS);
  }

  private static int zeros(int[] groups, int start) {
    int end = start;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - start;
  }

  private static String join(int[] groups, int start, int end) {
    StringBuilder text = new StringBuilder();
    for (int i = start; i < end; i++) {
      text.append(i > start ? ":" : "").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }

  private static long join(List<Integer> groups) {
    long half = 0;
    for (int group : groups) {
      half = half << Short.SIZE | group;
    }
    return half;
  }

  private static List<Integer> groups(String part, String text, boolean mayEndInIpv4) {
    List<Integer> groups = new ArrayList<>();
    if (part.isEmpty()) {
      return groups;
    }
    String[] words = part.split(":", -1);
    for (int i = 0; i < words.length; i++) {
      if (mayEndInIpv4 && i == words.length - 1 && words[i].indexOf('.') >= 0) {
        int ipv4 = Ipv4Address.parse(words[i]);
        groups.add(ipv4 >>> Short.SIZE);
        groups.add(ipv4 & 0xFFFF);
      } else {
        groups.add(group(words[i], text));
      }
    }
    return groups;
  }

  private static int group(String word, String text) {
    if (word.isEmpty() || word.length() > 4) {
      throw malformed(text);
    }
    int value = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw malformed(text);
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is no IPv6 address; write one like 2001:db8::1, without a zone");
  }
}
