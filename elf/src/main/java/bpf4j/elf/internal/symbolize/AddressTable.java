package bpf4j.elf.internal.symbolize;

import bpf4j.elf.internal.NameIndex;
import bpf4j.elf.internal.StringTable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Names at ascending addresses, packed: one byte a character. An index of the names is made when
 * the first is looked for. Immutable but for that.
 */
public final class AddressTable implements NameIndex.Names {
  private static final long FLIP = Long.MIN_VALUE;

  private final long[] starts;
  private final int[] rows;
  private final int[] nameStarts;
  private final StringTable names;
  // Racing threads make equal ones, whose fields are final.
  private NameIndex index;

  private AddressTable(long[] starts, int[] rows, int[] nameStarts, StringTable names) {
    this.starts = starts;
    this.rows = rows;
    this.nameStarts = nameStarts;
    this.names = names;
  }

  /** Collects the rows of a table. */
  public static final class Builder {
    private long[] addresses = new long[1024];
    private int[] nameStarts = new int[1024];
    private byte[] names = new byte[1 << 14];
    private int used;
    private int count;

    /**
     * Adds a row.
     *
     * @param address an address, unsigned
     * @param text where its name is
     * @param from the index of the first character
     * @param to the index after the last
     */
    public void add(long address, byte[] text, int from, int to) {
      if (count == addresses.length) {
        addresses = Arrays.copyOf(addresses, count * 2);
        nameStarts = Arrays.copyOf(nameStarts, count * 2);
      }
      int length = to - from;
      if (length >= names.length - used) {
        names = Arrays.copyOf(names, Math.max(names.length * 2, used + length + 1));
      }
      System.arraycopy(text, from, names, used, length);
      addresses[count] = address;
      nameStarts[count++] = used;
      // A zero ends each.
      used += length + 1;
    }

    /**
     * Returns the number of rows.
     *
     * @return how many were added
     */
    public int count() {
      return count;
    }

    /**
     * Sorts the rows; those of one address stay in the order in which they were added.
     *
     * @return the table
     */
    public AddressTable build() {
      long[] starts = new long[count];
      boolean isSorted = true;
      for (int i = 0; i < count; i++) {
        starts[i] = addresses[i] ^ FLIP;
        isSorted &= i == 0 || starts[i - 1] <= starts[i];
      }
      int[] rows = new int[count];
      Arrays.setAll(rows, i -> i);
      if (!isSorted) {
        sort(starts, rows);
      }
      ByteBuffer text = ByteBuffer.wrap(names, 0, used);
      return new AddressTable(
          starts,
          rows,
          Arrays.copyOf(nameStarts, count),
          new StringTable(text, Integer.MAX_VALUE, IllegalArgumentException::new));
    }

    private static void sort(long[] starts, int[] rows) {
      Integer[] order = new Integer[rows.length];
      Arrays.setAll(order, i -> i);
      long[] unsorted = starts.clone();
      Arrays.sort(order, (a, b) -> Long.compare(unsorted[a], unsorted[b]));
      for (int i = 0; i < rows.length; i++) {
        rows[i] = order[i];
        starts[i] = unsorted[order[i]];
      }
    }
  }

  /**
   * Finds the last row at or before an address, the first of several with the same.
   *
   * @param address an address
   * @return its index, or -1
   */
  public int find(long address) {
    long key = address ^ FLIP;
    int low = 0;
    int high = starts.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] <= key) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    while (high > 0 && starts[high - 1] == starts[high]) {
      high--;
    }
    return high;
  }

  /**
   * Returns the number of rows.
   *
   * @return the number of rows
   */
  public int size() {
    return starts.length;
  }

  /**
   * Returns the address of a row.
   *
   * @param index its index
   * @return its address
   */
  public long start(int index) {
    return starts[index] ^ FLIP;
  }

  /**
   * Returns when a row was added.
   *
   * @param index its index
   * @return how many were added before it
   */
  public int row(int index) {
    return rows[index];
  }

  /**
   * Returns the name of a row.
   *
   * @param index its index
   * @return its name
   */
  public String name(int index) {
    return names.get(nameStarts[rows[index]]);
  }

  /**
   * Finds the rows of a name.
   *
   * @param name the name
   * @return their indexes, ascending
   */
  public int[] find(String name) {
    NameIndex known = index;
    if (known == null) {
      int[] all = new int[starts.length];
      Arrays.setAll(all, i -> i);
      known = new NameIndex(all, this);
      index = known;
    }
    return known.findAll(new StringTable.Name(name));
  }

  @Override
  public int hash(int index) {
    return names.hash(nameStarts[rows[index]], '\0');
  }

  @Override
  public boolean matches(int index, StringTable.Name name) {
    return names.matches(nameStarts[rows[index]], name);
  }
}
