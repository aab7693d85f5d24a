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
