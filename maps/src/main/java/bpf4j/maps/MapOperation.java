package bpf4j.maps;

/**
 * What a map method does when a kernel-side program calls it.
 *
 * <p>The key is the method's first parameter: an {@code int} index, or a boxed or struct key; index
 * 0 without a parameter where the map is not keyed. The value or delta, where there is one, is the
 * next. Parameters and results may be primitive or boxed, as the method declares them. Where Java
 * would throw, the program ends (fail-stop).
 */
public enum MapOperation {
  /**
   * The value of a key: {@code null} if it is absent, where the result is a reference of a keyed
   * map. An index out of range ends the program. A struct is live: its fields are the map's memory.
   */
  LOOKUP,
  /** Puts a value, whether or not the key is there. A full map ends the program. */
  UPDATE,
  /**
   * Puts a value if the key is absent; the result says whether it did. A full map ends the program.
   */
  INSERT,
  /** Removes a key; the result says whether it was there. */
  DELETE,
  /** Says whether a key is there. */
  CONTAINS,
  /**
   * Adds a number to a value of four or eight bytes atomically, wrapping round; on a per-CPU map to
   * the value of the CPU the program runs on. An absent key counts as 0. A full map ends the
   * program.
   */
  ADD,
  /** As {@link #ADD}, for arrays; the result is the number before. */
  GET_AND_ADD,
  /**
   * The value of a key, which is put as zeros if it is absent; live, as with {@link #LOOKUP}. A
   * full map ends the program.
   */
  GET_OR_CREATE,
  /** The value of a key, or the second parameter if it is absent. */
  GET_OR_DEFAULT,
  /** Puts a key into a set; the result says whether it was absent. A full map ends the program. */
  ADD_KEY,
  /** The capacity: a constant at compile time; there is no key. */
  MAX_ENTRIES
}
