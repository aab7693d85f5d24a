package bpf4j.maps.internal;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.StructLayout;

/** Says which values can be read into objects that exist, and refuses the others with a reason. */
public final class Structs {

  private Structs() {}

  /**
   * The layout of a plain class.
   *
   * @param <V> the class
   * @param layout any layout
   * @return it
   * @throws UnsupportedOperationException if it is one of something else
   */
  public static <V> StructLayout<V> requireMutable(Layout<V> layout) {
    if (layout instanceof StructLayout<V> struct && !struct.isRecord()) {
      return struct;
    }
    throw new UnsupportedOperationException(
        "The values are " + layout + ", which cannot change; use get, or a class with fields");
  }
}
