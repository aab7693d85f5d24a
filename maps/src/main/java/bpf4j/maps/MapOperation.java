package bpf4j.maps;

/**
 * What a map method does when a kernel-side program calls it.
 *
 * <p>Unless an operation says otherwise, the key is the method's first parameter: an {@code int}
 * index, or a boxed or struct key; index 0 without a parameter where the map is not keyed, the
 * object that the program runs for where the map is a storage of objects. The value or delta, where
 * there is one, is the next. Parameters and results may be primitive or boxed, as the method
 * declares them. Where Java would throw, the program ends (fail-stop).
 */
public enum MapOperation {
  /**
   * The value of a key: {@code null} if it is absent, where the result is a reference of a keyed
   * map. An index out of range ends the program. A struct is live: its fields are the map's memory.
   */
  LOOKUP(true, false),
  /** Puts a value, whether or not the key is there. A full map ends the program. */
  UPDATE(false, true),
  /**
   * Puts a value if the key is absent; the result says whether it did. A full map ends the program.
   */
  INSERT(false, true),
  /** Removes a key; the result says whether it was there. */
  DELETE(false, true),
  /** Says whether a key is there. */
  CONTAINS(false, false),
  /**
   * Adds a number to a value of four or eight bytes atomically, wrapping round; on a per-CPU map to
   * the value of the CPU the program runs on. An absent key counts as 0. A full map ends the
   * program.
   */
  ADD(true, true),
  /** As {@link #ADD}, for arrays; the result is the number before. */
  GET_AND_ADD(true, true),
  /**
   * The value of a key, which is put as zeros if it is absent; live, as with {@link #LOOKUP}. A
   * full map ends the program.
   */
  GET_OR_CREATE(true, true),
  /** The value of a key, or the second parameter if it is absent. */
  GET_OR_DEFAULT(true, false),
  /** Puts a key into a set; the result says whether it was absent. A full map ends the program. */
  ADD_KEY(false, true),
  /** Replaces the value of a key that is there; the result says whether it was. */
  REPLACE(false, true),
  /**
   * Removes a key; the result is the value it had, or {@code null} if it was absent. Of two
   * programs that remove the same key one gets the value.
   */
  GET_AND_REMOVE(true, true),
  /** Pushes the first parameter, a value, into a map without keys. A full map ends the program. */
  PUSH(false, true),
  /** Pushes the first parameter, a value; the result says whether there was room. */
  OFFER(false, true),
  /** Pushes the first parameter, a value; a full map drops its oldest value for it. */
  PUSH_EVICTING(false, true),
  /** Takes the next value of a map without keys; {@code null} if it is empty. */
  POP(false, true),
  /** The next value of a map without keys, which stays; {@code null} if it is empty. */
  PEEK(false, false),
  /** Says whether a map without keys has the first parameter, a value. */
  HAS_VALUE(false, false),
  /**
   * Takes the entries one after the other; the parameter is what to do with each (Linux 5.13). On a
   * per-CPU map the values are those of the CPU the program runs on.
   */
  FOR_EACH(true, false),
  /** Takes the records out of a user ring buffer; the parameter is what to do with each. */
  DRAIN(true, true),
  /** The map inside another that a key has; {@code null} if there is none. */
  INNER_MAP(true, false),
  /** The capacity: a constant at compile time; there is no key. */
  MAX_ENTRIES(false, false);

  private final boolean reads;
  private final boolean writes;

  MapOperation(boolean reads, boolean writes) {
    this.reads = reads;
    this.writes = writes;
  }

  /** {@return whether a program reads a value of the map in its memory} */
  public boolean reads() {
    return reads;
  }

  /** {@return whether it changes the map} */
  public boolean writes() {
    return writes;
  }
}
