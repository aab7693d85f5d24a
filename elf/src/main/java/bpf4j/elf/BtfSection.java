package bpf4j.elf;

import bpf4j.elf.internal.Failure;
import bpf4j.elf.internal.NameIndex;
import bpf4j.elf.internal.StringTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * The bytes of one BTF blob: where each type starts, its words, its strings, and an index of names
 * for each kind, built when that kind is first asked for.
 *
 * <p>Ids and string offsets are those of the whole, base included; a section with a base holds only
 * what follows that of the base.
 */
final class BtfSection implements NameIndex.Names {
  private static final int MAGIC = 0xeb9f;
  private static final int VERSION = 1;
  private static final int MIN_HEADER = 24;
  private static final int MAX_STRING = 0xffff;
  private static final int BLOCK = 512;
  private static final int SCANS = 2;
  private static final int KIND_BITS = 5;
  private static final int KIND_MASK = (1 << KIND_BITS) - 1;
  // Not a lambda: this is on the way to the first program of a new JVM, where the first one is
  // dear.
  static final Failure FAILURE =
      new Failure() {
        @Override
        public RuntimeException exception(String message) {
          return new BtfFormatException(message);
        }
      };

  private static final BtfKind[] KINDS = BtfKind.values();

  // The words that follow the first three of a type: fixed, and for each of its parts.
  private static final byte[] FIXED_WORDS = new byte[KINDS.length];
  private static final byte[] PART_WORDS = new byte[KINDS.length];

  static {
    FIXED_WORDS[BtfKind.INT.ordinal()] = 1;
    FIXED_WORDS[BtfKind.ARRAY.ordinal()] = 3;
    FIXED_WORDS[BtfKind.VAR.ordinal()] = 1;
    FIXED_WORDS[BtfKind.DECL_TAG.ordinal()] = 1;
    PART_WORDS[BtfKind.STRUCT.ordinal()] = 3;
    PART_WORDS[BtfKind.UNION.ordinal()] = 3;
    PART_WORDS[BtfKind.ENUM.ordinal()] = 2;
    PART_WORDS[BtfKind.FUNC_PROTO.ordinal()] = 2;
    PART_WORDS[BtfKind.DATASEC.ordinal()] = 3;
    PART_WORDS[BtfKind.ENUM64.ordinal()] = 3;
  }

  private final BtfSection base;
  private final int firstId;
  private final int firstString;
  private final ByteBuffer types;
  private final StringTable strings;
  // For each type, the index of its first word, and below it KIND_BITS bits of kind.
  private final int[] positions;
  private final int[] kindCounts = new int[KINDS.length];
  private final NameIndex[] indices = new NameIndex[KINDS.length];
  // How often each kind was looked up before it had an index; a race loses a count, which is
  // harmless.
  private final int[] lookups = new int[KINDS.length];

  /**
   * Reads the header and finds the types.
   *
   * @param input the blob, from its position to its limit
   * @param base what its ids and string offsets follow, or null
   */
  BtfSection(ByteBuffer input, BtfSection base) {
    this.base = base;
    firstId = base == null ? 1 : base.endId();
    firstString = base == null ? 0 : base.firstString + base.strings.size();
    ByteBuffer bytes = input.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.limit() < MIN_HEADER) {
      throw new BtfFormatException(
          "BTF of " + bytes.limit() + " bytes is shorter than its header of " + MIN_HEADER);
    }
    int magic = bytes.getChar(0);
    if (magic == Character.reverseBytes((char) MAGIC)) {
      bytes.order(ByteOrder.BIG_ENDIAN);
    } else if (magic != MAGIC) {
      throw new BtfFormatException(
          "BTF starts with the magic number eb9f, these bytes with " + Integer.toHexString(magic));
    }
    if (bytes.get(2) != VERSION) {
      throw new BtfFormatException("BTF version " + bytes.get(2) + " is not known, only 1 is");
    }
    long header = Integer.toUnsignedLong(bytes.getInt(4));
    if (header < MIN_HEADER) {
      throw new BtfFormatException("a BTF header of " + header + " bytes is too short");
    }
    if (bytes.getInt(8) % 4 != 0) {
      throw new BtfFormatException("the BTF types do not start at a multiple of 4");
    }
    types = part(bytes, header, bytes.getInt(8), bytes.getInt(12), "types");
    ByteBuffer texts = part(bytes, header, bytes.getInt(16), bytes.getInt(20), "strings");
    int size = texts.limit();
    boolean terminated = size > 0 && texts.get(size - 1) == 0;
    if (firstString == 0 ? !terminated || texts.get(0) != 0 : size > 0 && !terminated) {
      throw new BtfFormatException("the BTF strings do not start and end with a zero");
    }
    strings = new StringTable(texts, MAX_STRING, FAILURE);
    positions = locate();
  }

  private static ByteBuffer part(ByteBuffer bytes, long header, int offset, int size, String what) {
    long start = header + Integer.toUnsignedLong(offset);
    long length = Integer.toUnsignedLong(size);
    if (start + length > bytes.limit()) {
      throw new BtfFormatException(
          "the BTF "
              + what
              + " at "
              + start
              + ", "
              + length
              + " bytes long, end after the last of "
              + bytes.limit()
              + " bytes");
    }
    return bytes.slice((int) start, (int) length).order(bytes.order());
  }

  private int[] locate() {
    int words = types.limit() / 4;
    if (types.limit() % 4 != 0 || words >= 1 << (31 - KIND_BITS)) {
      throw new BtfFormatException(
          "BTF types of " + types.limit() + " bytes: not a multiple of 4 or larger than 256 MiB");
    }
    // Copying by the block, and a method that is called for each, are much faster than reading word
    // by word in one long loop while the JIT has not yet seen this.
    IntBuffer source = types.asIntBuffer();
    int[] block = new int[Math.min(words, BLOCK)];
    int[] found = new int[words / 6 + 4];
    int count = 0;
    int at = 0;
    while (at < words) {
      int size = Math.min(words - at, BLOCK);
      source.get(at, block, 0, size);
      if (found.length - count < size / 3 + 1) {
        found = Arrays.copyOf(found, found.length + found.length / 2 + BLOCK);
      }
      int added = locate(block, size, at, found, count);
      if (added == 0) {
        throw new BtfFormatException("the BTF types end within type " + (firstId + count));
      }
      count += added;
      int last = found[count - 1] >>> KIND_BITS;
      at = last + words(block[last - at + 1]);
    }
    if (at != words) {
      throw new BtfFormatException("the BTF types end within type " + (firstId + count - 1));
    }
    return count == found.length ? found : Arrays.copyOf(found, count);
  }

  /** Finds the types that start in a block, and have their first three words in it. */
  private int locate(int[] block, int size, int start, int[] found, int count) {
    int at = 0;
    int next = count;
    while (at + 3 <= size) {
      int kind = block[at + 1] >>> 24 & KIND_MASK;
      if (kind == 0 || kind >= KINDS.length) {
        throw new BtfFormatException(
            "type " + (firstId + next) + " is of kind " + kind + ", which is not known here");
      }
      found[next++] = ((start + at) << KIND_BITS) | kind;
      kindCounts[kind]++;
      at += words(block[at + 1]);
    }
    return next - count;
  }

  private static int words(int info) {
    int kind = info >>> 24 & KIND_MASK;
    return 3 + FIXED_WORDS[kind] + PART_WORDS[kind] * (info & 0xffff);
  }

  /** The part that holds a type, which is this or a base of it. */
  BtfSection holding(int id) {
    BtfSection section = this;
    while (section.base != null && id < section.firstId) {
      section = section.base;
    }
    if (id < section.firstId || id >= section.endId()) {
      throw new BtfFormatException("there is no type " + id + ", the last is " + (endId() - 1));
    }
    return section;
  }

  BtfSection base() {
    return base;
  }

  int firstId() {
    return firstId;
  }

  /** One more than the highest id. */
  int endId() {
    return firstId + positions.length;
  }

  BtfKind kind(int id) {
    return KINDS[positions[id - firstId] & KIND_MASK];
  }

  /** The word of a type at an index; those past its end belong to the next. */
  int word(int id, int index) {
    return types.getInt(((positions[id - firstId] >>> KIND_BITS) + index) * 4);
  }

  String string(int offset) {
    BtfSection owner = owner(offset);
    return owner.strings.get(offset - owner.firstString);
  }

  boolean isString(int offset, StringTable.Name name) {
    BtfSection owner = owner(offset);
    return owner.strings.matches(offset - owner.firstString, name);
  }

  /** The first type here (not in a base) of a kind and name, or -1. */
  int find(BtfKind kind, StringTable.Name name) {
    int number = kind.ordinal();
    // An index of all the names pays from the third lookup on; most programs make one or two.
    if (indices[number] == null && lookups[number]++ < SCANS) {
      for (int i = 0; i < positions.length; i += BLOCK) {
        int id = scan(number, name, i, Math.min(positions.length, i + BLOCK));
        if (id > 0) {
          return id;
        }
      }
      return -1;
    }
    return index(kind).find(name);
  }

  private int scan(int kind, StringTable.Name name, int from, int to) {
    for (int i = from; i < to; i++) {
      int position = positions[i];
      if ((position & KIND_MASK) == kind) {
        int offset = types.getInt((position >>> KIND_BITS) * 4);
        if (isString(offset, name)) {
          return firstId + i;
        }
      }
    }
    return -1;
  }

  /** The types here (not in a base) of a kind and name, in ascending order. */
  int[] findAll(BtfKind kind, StringTable.Name name) {
    return index(kind).findAll(name);
  }

  private NameIndex index(BtfKind kind) {
    // Threads that race build the same index twice; its fields are final, so sharing it is safe.
    NameIndex index = indices[kind.ordinal()];
    if (index == null) {
      index = new NameIndex(idsOf(kind), this);
      indices[kind.ordinal()] = index;
    }
    return index;
  }

  private int[] idsOf(BtfKind kind) {
    int[] ids = new int[kindCounts[kind.ordinal()]];
    int count = 0;
    for (int i = 0; i < positions.length; i++) {
      if ((positions[i] & KIND_MASK) == kind.ordinal()) {
        ids[count++] = firstId + i;
      }
    }
    return ids;
  }

  @Override
  public int hash(int id) {
    int offset = word(id, 0);
    BtfSection owner = owner(offset);
    return owner.strings.hash(offset - owner.firstString, '\0');
  }

  @Override
  public boolean matches(int id, StringTable.Name name) {
    return isString(word(id, 0), name);
  }

  private BtfSection owner(int offset) {
    BtfSection owner = this;
    while (owner.base != null && Integer.compareUnsigned(offset, owner.firstString) < 0) {
      owner = owner.base;
    }
    return owner;
  }
}
