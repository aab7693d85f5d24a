package bpf4j.elf.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A string section under construction: zero-terminated UTF-8 strings, each stored once, the empty
 * string at offset 0.
 *
 * <p>An open-addressing table of offsets finds a string that is already there without allocating.
 */
public final class StringPool {
  /** {@code BTF_MAX_NAME_OFFSET}: the kernel refuses a string that starts after it. */
  private static final int MAX_OFFSET = 0xffffff;

  private byte[] bytes = new byte[512];
  private int size = 1;
  // A slot holds a string's offset and its hash; offset 0 (the empty string) marks a free slot.
  private int[] offsets = new int[64];
  private int[] hashes = new int[64];
  private int count;

  /**
   * Adds a string.
   *
   * @param text the string, without a zero character
   * @return its offset
   */
  public int add(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    int hash = text.hashCode();
    int mask = offsets.length - 1;
    int slot = spread(hash) & mask;
    while (offsets[slot] != 0) {
      if (hashes[slot] == hash && isAt(offsets[slot], text)) {
        return offsets[slot];
      }
      slot = (slot + 1) & mask;
    }
    int offset = append(text);
    offsets[slot] = offset;
    hashes[slot] = hash;
    if (++count * 2 > offsets.length) {
      rehash();
    }
    return offset;
  }

  /**
   * Returns the number of bytes.
   *
   * @return the size of the section
   */
  public int size() {
    return size;
  }

  /**
   * Copies the section.
   *
   * @param target where to
   * @param at the index of the first byte there
   */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, size);
  }

  private int append(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a BTF string cannot hold a zero character");
    }
    int offset = size;
    if (offset > MAX_OFFSET) {
      throw new IllegalStateException(
          "the BTF strings exceed 16 MiB, the most that the kernel takes; add fewer or shorter ones");
    }
    int length = text.length();
    reserve(length + 1);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return appendEncoded(offset, text.getBytes(StandardCharsets.UTF_8));
      }
      bytes[offset + i] = (byte) c;
    }
    bytes[offset + length] = 0;
    size = offset + length + 1;
    return offset;
  }

  private int appendEncoded(int offset, byte[] encoded) {
    reserve(encoded.length + 1);
    System.arraycopy(encoded, 0, bytes, offset, encoded.length);
    bytes[offset + encoded.length] = 0;
    size = offset + encoded.length + 1;
    return offset;
  }

  private void reserve(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }

  private boolean isAt(int offset, String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int end = offset + encoded.length;
        return end < size
            && bytes[end] == 0
            && Arrays.equals(bytes, offset, end, encoded, 0, encoded.length);
      }
      if (c == 0 || bytes[offset + i] != c) {
        return false;
      }
    }
    return bytes[offset + length] == 0;
  }

  private void rehash() {
    int[] oldOffsets = offsets;
    int[] oldHashes = hashes;
    int capacity = oldOffsets.length * 2;
    offsets = new int[capacity];
    hashes = new int[capacity];
    for (int i = 0; i < oldOffsets.length; i++) {
      if (oldOffsets[i] != 0) {
        int slot = spread(oldHashes[i]) & (capacity - 1);
        while (offsets[slot] != 0) {
          slot = (slot + 1) & (capacity - 1);
        }
        offsets[slot] = oldOffsets[i];
        hashes[slot] = oldHashes[i];
      }
    }
  }

  private static int spread(int hash) {
    return (hash * 0x9e3779b9) >>> 7;
  }
}
