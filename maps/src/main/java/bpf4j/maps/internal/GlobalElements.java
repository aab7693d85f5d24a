package bpf4j.maps.internal;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.ScalarLayout;

/** How the elements of a global array lie in the one value that holds them. */
public final class GlobalElements {

  private GlobalElements() {}

  /**
   * The bytes from one element to the next: integers lie side by side; whatever is larger starts at
   * a multiple of eight, so that it can be copied in words.
   *
   * @param element the layout of an element
   * @return the stride
   */
  public static int stride(Layout<?> element) {
    int size = element.size();
    return element instanceof ScalarLayout
        ? size
        : Math.addExact(size, Long.BYTES - 1) & -Long.BYTES;
  }

  /**
   * The layout of the value that holds all elements.
   *
   * @param element the layout of an element
   * @param length the number of elements
   * @return an array of them; of bytes where elements have gaps between them
   * @throws IllegalArgumentException if it takes more than 2 GiB
   */
  public static Layout<?> value(Layout<?> element, int length) {
    long size = (long) stride(element) * length;
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the array takes " + size + " bytes; at most 2 GiB can be mapped: make it smaller");
    }
    return stride(element) == element.size()
        ? Layout.array(element, length)
        : Layout.bytes((int) size);
  }
}
