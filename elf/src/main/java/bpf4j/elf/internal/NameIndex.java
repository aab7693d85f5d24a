package bpf4j.elf.internal;

import java.util.Arrays;

/**
 * A hash table from names to the numbers of the things so named. Several may share a name; they are
 * found in ascending order.
 *
 * <p>It holds hash chains of numbers, no names: whoever asks compares them. Filling it takes linear
 * time whatever the names are. Immutable.
 */
public final class NameIndex {
  private static final int NONE = -1;

  /** What the numbers are the names of. */
  public interface Names {
    /**
     * Hashes a name.
     *
     * @param item the number of a thing
     * @return the hash of its name, as {@link StringTable#hash} computes it
     */
    int hash(int item);

    /**
     * Compares a name.
     *
     * @param item the number of a thing
     * @param name a name
     * @return whether the thing has it
     */
    boolean matches(int item, StringTable.Name name);
  }

  private final Names names;
  private final int[] items;
  private final int[] heads;
  private final int[] next;

  /**
   * Builds the index.
   *
   * @param items the numbers, ascending
   * @param names their names
   */
  public NameIndex(int[] items, Names names) {
    this.items = items;
    this.names = names;
    heads = new int[Math.max(1, Integer.highestOneBit(Math.max(1, items.length)) * 2)];
    Arrays.fill(heads, NONE);
    next = new int[items.length];
    for (int i = items.length - 1; i >= 0; i--) {
      int bucket = names.hash(items[i]) & (heads.length - 1);
      next[i] = heads[bucket];
      heads[bucket] = i;
    }
  }

  /**
   * Finds the first thing of a name.
   *
   * @param name the name
   * @return its number, or -1
   */
  public int find(StringTable.Name name) {
    int i = first(name);
    return i == NONE ? NONE : items[i];
  }

  /**
   * Finds all things of a name.
   *
   * @param name the name
   * @return their numbers, ascending
   */
  public int[] findAll(StringTable.Name name) {
    int[] found = new int[4];
    int count = 0;
    for (int i = first(name); i != NONE; i = following(next[i], name)) {
      if (count == found.length) {
        found = Arrays.copyOf(found, count * 2);
      }
      found[count++] = items[i];
    }
    return Arrays.copyOf(found, count);
  }

  private int first(StringTable.Name name) {
    return following(heads[name.hash() & (heads.length - 1)], name);
  }

  private int following(int start, StringTable.Name name) {
    int i = start;
    while (i != NONE && !names.matches(items[i], name)) {
      i = next[i];
    }
    return i;
  }
}
