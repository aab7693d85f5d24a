package bpf4j.perf.tracepoint;

/**
 * A field of a tracepoint's record.
 *
 * @param name its name
 * @param type its C type, of an array that of the elements
 * @param kind how it lies in the record
 * @param offset bytes from the record's start
 * @param size bytes in the record; of a {@link Kind#DATA_LOC} or {@link Kind#REL_LOC} field the 4
 *     of the word that says where the data is
 * @param elementSize bytes of an array's element, of a number those of its C type, which may be
 *     fewer than its place has; 0 where the format does not tell
 * @param isSigned whether the number, or the array's elements, are signed
 */
public record TracepointField(
    String name, String type, Kind kind, int offset, int size, int elementSize, boolean isSigned) {
  /** How a field lies in the record. */
  public enum Kind {
    /** A number, enum or pointer of 1, 2, 4 or 8 bytes. */
    SCALAR,
    /** A struct or union, or a number wider than 8 bytes. */
    STRUCT,
    /** Elements, one after the other. */
    ARRAY,
    /**
     * A word whose low 16 bits are the offset of the data from the record's start, and whose high
     * 16 bits are the data's size in bytes.
     */
    DATA_LOC,
    /** As {@link #DATA_LOC}, but with the offset counted from the end of the word. */
    REL_LOC
  }

  /** {@return whether it is, or has elements, of type {@code char}: text} */
  public boolean isText() {
    return kind != Kind.SCALAR
        && kind != Kind.STRUCT
        && type.endsWith("char")
        && elementSize == 1
        && !type.startsWith("unsigned");
  }

  /** {@return whether it is a pointer} */
  public boolean isPointer() {
    return kind == Kind.SCALAR && type.indexOf('*') >= 0;
  }

  /** {@return how many elements an {@link Kind#ARRAY} has; 0 for other fields} */
  public int length() {
    return kind == Kind.ARRAY && elementSize > 0 ? size / elementSize : 0;
  }

  /** {@return the field as C declares it, with its place, for messages} */
  @Override
  public String toString() {
    String declared =
        switch (kind) {
          case SCALAR, STRUCT -> type + " " + name;
          case ARRAY -> type + " " + name + "[" + (elementSize > 0 ? length() : "") + "]";
          case DATA_LOC -> "__data_loc " + type + "[] " + name;
          case REL_LOC -> "__rel_loc " + type + "[] " + name;
        };
    return declared + " (offset " + offset + ", size " + size + ")";
  }
}
