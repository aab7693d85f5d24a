package bpf4j.elf;

import java.util.ArrayList;
import java.util.List;

/** Decodes one type of a section into its record. */
final class BtfDecoder {
  // Malformed input may repeat one long string in each of 65535 members.
  private static final int MAX_CHARACTERS = 1 << 22;
  private static final BtfLinkage[] LINKAGES = BtfLinkage.values();

  private final BtfSection section;
  private final int id;
  private final int info;
  private int characters;

  private BtfDecoder(BtfSection section, int id) {
    this.section = section;
    this.id = id;
    this.info = section.word(id, 1);
  }

  static BtfType decode(BtfSection section, int id) {
    return new BtfDecoder(section, id).decode();
  }

  private BtfType decode() {
    BtfKind kind = section.kind(id);
    int sizeOrType = section.word(id, 2);
    long size = Integer.toUnsignedLong(sizeOrType);
    return switch (kind) {
      case VOID -> throw new AssertionError("void has no bytes");
      case INT -> integer(size);
      case PTR -> new BtfType.Pointer(id, sizeOrType);
      case ARRAY -> new BtfType.Array(id, word(0), word(1), Integer.toUnsignedLong(word(2)));
      case STRUCT -> new BtfType.Struct(id, name(), size, members());
      case UNION -> new BtfType.Union(id, name(), size, members());
      case ENUM, ENUM64 ->
          new BtfType.Enumeration(id, kind, name(), size, flag(), enumerators(kind));
      case FWD -> new BtfType.Forward(id, name(), flag());
      case TYPEDEF -> new BtfType.Typedef(id, name(), sizeOrType);
      case VOLATILE, CONST, RESTRICT -> new BtfType.Qualifier(id, kind, sizeOrType);
      case FUNC -> new BtfType.Function(id, name(), sizeOrType, linkage(parts()));
      case FUNC_PROTO -> prototype(sizeOrType);
      case VAR -> new BtfType.Variable(id, name(), sizeOrType, linkage(word(0)));
      case DATASEC -> new BtfType.DataSection(id, name(), size, sectionVariables());
      case FLOAT -> new BtfType.FloatingPoint(id, name(), size);
      case DECL_TAG -> new BtfType.DeclTag(id, name(), sizeOrType, word(0));
      case TYPE_TAG -> new BtfType.TypeTag(id, name(), sizeOrType);
    };
  }

  private BtfType integer(long size) {
    int word = word(0);
    int encoding = word >>> 24 & 0xf;
    return new BtfType.Int(
        id,
        name(),
        size,
        word & 0xff,
        word >>> 16 & 0xff,
        (encoding & 1) != 0,
        (encoding & 4) != 0);
  }

  private List<BtfType.Member> members() {
    List<BtfType.Member> members = new ArrayList<>(parts());
    for (int i = 0; i < parts(); i++) {
      int offset = word(3 * i + 2);
      members.add(
          new BtfType.Member(
              text(word(3 * i)),
              word(3 * i + 1),
              memberBitOffset(offset, flag()),
              memberBitSize(offset, flag())));
    }
    return members;
  }

  /** With the kind flag, an offset word is a field's size in 8 bits above its offset in 24. */
  static long memberBitOffset(int word, boolean flag) {
    return flag ? word & 0xffffff : Integer.toUnsignedLong(word);
  }

  static int memberBitSize(int word, boolean flag) {
    return flag ? word >>> 24 : 0;
  }

  private List<BtfType.Enumerator> enumerators(BtfKind kind) {
    int step = kind == BtfKind.ENUM ? 2 : 3;
    List<BtfType.Enumerator> values = new ArrayList<>(parts());
    for (int i = 0; i < parts(); i++) {
      long value = flag() ? word(step * i + 1) : Integer.toUnsignedLong(word(step * i + 1));
      if (kind == BtfKind.ENUM64) {
        value = Integer.toUnsignedLong((int) value) | (long) word(step * i + 2) << 32;
      }
      values.add(new BtfType.Enumerator(text(word(step * i)), value));
    }
    return values;
  }

  private BtfType prototype(int returnType) {
    List<BtfType.Parameter> parameters = new ArrayList<>(parts());
    boolean variadic = false;
    for (int i = 0; i < parts(); i++) {
      String name = text(word(2 * i));
      int type = word(2 * i + 1);
      if (type == 0) {
        if (i + 1 < parts() || !name.isEmpty()) {
          throw new BtfFormatException("prototype " + id + " has a parameter of type void");
        }
        variadic = true;
      } else {
        parameters.add(new BtfType.Parameter(name, type));
      }
    }
    return new BtfType.Prototype(id, returnType, parameters, variadic);
  }

  private List<BtfType.SectionVariable> sectionVariables() {
    List<BtfType.SectionVariable> variables = new ArrayList<>(parts());
    for (int i = 0; i < parts(); i++) {
      variables.add(
          new BtfType.SectionVariable(
              word(3 * i),
              Integer.toUnsignedLong(word(3 * i + 1)),
              Integer.toUnsignedLong(word(3 * i + 2))));
    }
    return variables;
  }

  private BtfLinkage linkage(int number) {
    if (number < 0 || number >= LINKAGES.length) {
      throw new BtfFormatException("type " + id + " has the unknown linkage " + number);
    }
    return LINKAGES[number];
  }

  private int parts() {
    return info & 0xffff;
  }

  private boolean flag() {
    return info < 0;
  }

  /** A word after the three that every type has. */
  private int word(int index) {
    return section.word(id, 3 + index);
  }

  private String name() {
    return text(section.word(id, 0));
  }

  private String text(int offset) {
    String text = section.string(offset);
    characters += text.length();
    if (characters > MAX_CHARACTERS) {
      throw new BtfFormatException("the names in type " + id + " exceed 4 MiB");
    }
    return text;
  }
}
