package bpf4j.maps.internal;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.maps.layout.StructField;
import bpf4j.maps.layout.StructLayout;
import java.nio.ByteBuffer;

/** Keys of tries: {@code struct bpf_lpm_trie_key} in {@code linux/bpf.h}. */
public final class PrefixKeys {

  /** {@code LPM_DATA_SIZE_MAX} ({@code kernel/bpf/lpm_trie.c}). */
  private static final int MAX_DATA = 256;

  /** Where the data begins. */
  public static final int DATA = Integer.BYTES;

  private PrefixKeys() {}

  /**
   * Checks that keys are a length of 4 bytes and data.
   *
   * @param <K> the type of a key
   * @param layout the layout of a key
   * @return it
   * @throws IllegalArgumentException if they are anything else
   */
  public static <K> Layout<K> check(Layout<K> layout) {
    if (!(layout instanceof StructLayout<K> struct) || !isPrefix(struct)) {
      throw new IllegalArgumentException(
          "keyLayout is "
              + layout
              + ": a key of a trie is a record of an int, the prefix length in bits, and data that"
              + " follows it without a gap; use Ipv4Prefix or Ipv6Prefix, or a record like them");
    }
    if (layout.size() > DATA + MAX_DATA) {
      throw new IllegalArgumentException(
          "keyLayout has "
              + (layout.size() - DATA)
              + " bytes of data; BPF allows "
              + MAX_DATA
              + " in a trie");
    }
    return layout;
  }

  private static boolean isPrefix(StructLayout<?> struct) {
    if (struct.fields().size() < 2) {
      return false;
    }
    StructField length = struct.fields().get(0);
    return length.layout() instanceof ScalarLayout<?> scalar
        && scalar.width() == DATA
        && !scalar.bigEndian()
        && struct.fields().get(1).offset() == DATA;
  }

  /**
   * The number of bits of data.
   *
   * @param layout the layout of a key
   * @return the longest length a key may have
   */
  public static int bits(Layout<?> layout) {
    return (layout.size() - DATA) * Byte.SIZE;
  }

  /**
   * The prefix length of a key.
   *
   * @param keys the memory that it is in
   * @param offset where it begins
   * @param layout the layout of a key
   * @return the length; -1 if it has more bits than there are, or fewer than none
   */
  public static int length(ByteBuffer keys, int offset, Layout<?> layout) {
    int length = keys.getInt(offset);
    return length > bits(layout) ? -1 : Math.max(length, -1);
  }

  /**
   * Says whether a prefix comes behind another in the order of {@code trie_get_next_key} ({@code
   * kernel/bpf/lpm_trie.c}): prefixes by the first bit that differs, and behind those inside them.
   *
   * @param keys the memory that the key is in
   * @param key where it begins
   * @param others the memory that the other is in
   * @param other where it begins
   * @param size the size of a key
   * @return whether it comes later; false if they are the same
   */
  public static boolean isBehind(ByteBuffer keys, int key, ByteBuffer others, int other, int size) {
    int length = keys.getInt(key);
    int otherLength = others.getInt(other);
    int common = Math.min(length, otherLength);
    for (int bits = 0, i = DATA; bits < common && i < size; bits += Byte.SIZE, i++) {
      int own = keys.get(key + i) & 0xff;
      int differing = own ^ others.get(other + i) & 0xff;
      int place = Integer.numberOfLeadingZeros(differing) - (Integer.SIZE - Byte.SIZE);
      if (differing != 0 && bits + place < common) {
        return (own & 0x80 >>> place) != 0;
      }
    }
    return length < otherLength;
  }

  /**
   * The exception for a key that cannot be put.
   *
   * @param key the key
   * @param layout the layout of a key
   * @return it, to be thrown
   */
  public static IllegalArgumentException badLength(Object key, Layout<?> layout) {
    return new IllegalArgumentException(
        key + " has a prefix length that is not from 0 to " + bits(layout));
  }
}
