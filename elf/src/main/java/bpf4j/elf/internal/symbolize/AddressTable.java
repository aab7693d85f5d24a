package bpf4j.elf.internal.symbolize;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names at ascending addresses, packed: one byte a character. Immutable. */
public final class AddressTable {
  private static final long FLIP = Long.MIN_VALUE;

  private final long[] starts;
  private final int[] rows;
  private final int[] nameStarts;
  private final byte[] names;

  private AddressTable(long[] starts, int[] rows, int[] nameStarts, byte[] names) {
    this.starts = starts;
    this.rows = rows;
    this.nameStarts = nameStarts;
    this.names = names;
  }

  /** Collects the rows of a table. */
  public static final class Builder {
    private long[] addresses = new long[1024];
    private int[] nameStarts = new int[1025];
    private byte[] names = new byte[1 << 14];
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
        nameStarts = Arrays.copyOf(nameStarts, count * 2 + 1);
      }
      int start = nameStarts[count];
      int length = to - from;
      if (length > names.length - start) {
        names = Arrays.copyOf(names, Math.max(names.length * 2, start + length));
      }
      System.arraycopy(text, from, names, start, length);
      addresses[count] = address;
      nameStarts[++count] = start + length;
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
      Integer[] order = new Integer[count];
      Arrays.setAll(order, i -> i);
      long[] all = addresses;
      Arrays.sort(order, (a, b) -> Long.compareUnsigned(all[a], all[b]));
      long[] starts = new long[count];
      int[] rows = new int[count];
      for (int i = 0; i < count; i++) {
        rows[i] = order[i];
        starts[i] = all[rows[i]] ^ FLIP;
      }
      return new AddressTable(starts, rows, nameStarts, names);
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
    int row = rows[index];
    int start = nameStarts[row];
    return new String(names, start, nameStarts[row + 1] - start, StandardCharsets.UTF_8);
  }

  /**
   * Compares the name of a row.
   *
   * @param index its index
   * @param name a name
   * @return whether they are the same
   */
  public boolean hasName(int index, byte[] name) {
    int row = rows[index];
    return Arrays.equals(names, nameStarts[row], nameStarts[row + 1], name, 0, name.length);
  }
}
