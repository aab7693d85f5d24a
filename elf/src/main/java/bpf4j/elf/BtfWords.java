package bpf4j.elf;

import bpf4j.elf.internal.StringPool;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The type section of BTF under construction, which holds nothing but 32-bit words.
 *
 * <p>A type is three words: the offset of its name; its kind, a flag and the number of its parts;
 * its size or the type it refers to. Words that depend on the kind follow, then those of its parts,
 * which are added to the type that was begun last.
 */
final class BtfWords {
  private static final int MAGIC = 0xeb9f;
  private static final int VERSION = 1;
  private static final int HEADER_LENGTH = 24;
  private static final int MAX_PARTS = 0xffff;
  private static final int FLAG = 1 << 31;

  private int[] words = new int[160];
  private int length;
  private int count;
  private int highestReference;
  // The type that parts may be added to, and where it starts.
  private BtfKind open = BtfKind.VOID;
  private int openAt;

  int count() {
    return count;
  }

  /** Begins a type and returns its id. */
  int begin(BtfKind kind, int name, int sizeOrType) {
    open = kind;
    openAt = length;
    add(name);
    add(kind.ordinal() << 24);
    add(sizeOrType);
    return ++count;
  }

  void add(int word) {
    if (length == words.length) {
      words = Arrays.copyOf(words, length * 2);
    }
    words[length++] = word;
  }

  /** Counts a part of a type of one of two kinds; its words are added next. */
  void part(BtfKind kind, BtfKind alternative) {
    if (!isOpen(kind, alternative)) {
      throw new IllegalStateException(
          "the type added last is a " + open + ": add this right after its " + kind);
    }
    if (parts() == MAX_PARTS) {
      throw new IllegalStateException("a BTF type holds at most " + MAX_PARTS + " parts");
    }
    words[openAt + 1]++;
  }

  boolean isOpen(BtfKind kind, BtfKind alternative) {
    return open == kind || open == alternative;
  }

  /** The number of parts of the type begun last. */
  int parts() {
    return words[openAt + 1] & MAX_PARTS;
  }

  /** Some kinds keep another number in the place of that of their parts. */
  void setParts(int number) {
    words[openAt + 1] |= number;
  }

  /** A word of the parts of the type begun last, whose kind has no words of its own. */
  int partWord(int index) {
    return words[openAt + 3 + index];
  }

  boolean hasFlag() {
    return (words[openAt + 1] & FLAG) != 0;
  }

  void setFlag() {
    words[openAt + 1] |= FLAG;
  }

  /** Notes that a type is referred to, and returns its id. */
  int reference(int type) {
    if (type < 0) {
      throw new IllegalArgumentException("there is no type " + type);
    }
    highestReference = Math.max(highestReference, type);
    return type;
  }

  /** Puts the header before the types and the strings after them. */
  byte[] toBytes(StringPool strings) {
    if (highestReference > count) {
      throw new IllegalStateException(
          "a type refers to the id " + highestReference + ", but there are only " + count);
    }
    int typeBytes = Math.multiplyExact(length, 4);
    byte[] bytes = new byte[Math.addExact(Math.addExact(HEADER_LENGTH, typeBytes), strings.size())];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    buffer.putShort((short) MAGIC).put((byte) VERSION).put((byte) 0).putInt(HEADER_LENGTH);
    buffer.putInt(0).putInt(typeBytes).putInt(typeBytes).putInt(strings.size());
    buffer.asIntBuffer().put(words, 0, length);
    strings.copyTo(bytes, HEADER_LENGTH + typeBytes);
    return bytes;
  }
}
