package bpf4j.maps.internal;

import bpf4j.maps.layout.JavaKind;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.ScalarLayout;

/** Says which values can be handled as numbers, and refuses the others with a reason. */
public final class Numbers {

  private Numbers() {}

  /**
   * The layout of integers, booleans and enums included.
   *
   * @param layout any layout
   * @param what what it lays out, for the message
   * @return it
   * @throws UnsupportedOperationException if it is no integer
   */
  public static ScalarLayout<?> require(Layout<?> layout, String what) {
    if (layout instanceof ScalarLayout<?> scalar) {
      return scalar;
    }
    throw new UnsupportedOperationException(
        what + " are " + layout + ", not integers; use the methods without Long in their names");
  }

  /**
   * The layout of integers that BPF can add to atomically: four or eight bytes in host order.
   *
   * @param layout any layout
   * @return it
   * @throws UnsupportedOperationException if it is anything else
   */
  public static ScalarLayout<?> requireAddable(Layout<?> layout) {
    if (layout instanceof ScalarLayout<?> scalar
        && scalar.width() >= Integer.BYTES
        && !scalar.bigEndian()
        && scalar.kind() != JavaKind.ENUM) {
      return scalar;
    }
    throw new UnsupportedOperationException(
        "The values are "
            + layout
            + "; BPF adds to integers of 4 or 8 bytes in host order: use Integer or Long values");
  }
}
