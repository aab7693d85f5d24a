package bpf4j.maps.layout;

import java.lang.reflect.AnnotatedElement;

/** What the annotations of a member say about its integers: width, sign, byte order. */
record Encoding(int width, boolean signed, boolean bigEndian) {

  /** Width 0 stands for the natural width of the Java type. */
  static Encoding of(AnnotatedElement member, String path) {
    Encoding found = new Encoding(0, false, false);
    found = found.with(member.isAnnotationPresent(U8.class), 1, false, path);
    found = found.with(member.isAnnotationPresent(U16.class), 2, false, path);
    found = found.with(member.isAnnotationPresent(U32.class), 4, false, path);
    found = found.with(member.isAnnotationPresent(U64.class), 8, false, path);
    found = found.with(member.isAnnotationPresent(S8.class), 1, true, path);
    found = found.with(member.isAnnotationPresent(S16.class), 2, true, path);
    found = found.with(member.isAnnotationPresent(S32.class), 4, true, path);
    boolean bigEndian = member.isAnnotationPresent(BigEndian.class);
    return new Encoding(found.width, found.signed, bigEndian);
  }

  private Encoding with(boolean present, int otherWidth, boolean otherSigned, String path) {
    if (!present) {
      return this;
    }
    if (width != 0) {
      throw new LayoutException(path + " has two widths; keep one of its annotations");
    }
    return new Encoding(otherWidth, otherSigned, bigEndian);
  }

  /** The scalar in this encoding. */
  <T> ScalarLayout<T> apply(ScalarLayout<T> natural, String path) {
    JavaKind kind = natural.kind();
    if (bigEndian && (kind.isAtomic() || kind == JavaKind.BOOLEAN)) {
      throw new LayoutException(
          path
              + ": @BigEndian belongs on a number; "
              + natural.javaType().getSimpleName()
              + " lies in host order");
    }
    int wide = width == 0 ? natural.width() : width;
    if (width != 0) {
      requireWidth(natural, path);
    }
    return new ScalarLayout<>(
        natural.javaType(), kind, wide, width == 0 ? natural.signed() : signed, bigEndian);
  }

  private void requireWidth(ScalarLayout<?> natural, String path) {
    JavaKind kind = natural.kind();
    String name = (signed ? "@S" : "@U") + 8 * width;
    if (kind == JavaKind.BOOLEAN) {
      throw new LayoutException(path + ": a boolean is one byte already; remove " + name);
    }
    if (kind == JavaKind.CHAR && signed) {
      throw new LayoutException(path + ": a char has no sign; use @U" + 8 * width + " or a short");
    }
    if (kind.isAtomic() && width != natural.width()) {
      throw new LayoutException(
          path
              + ": BPF atomics take all of "
              + natural.javaType().getSimpleName()
              + "; remove "
              + name);
    }
    if (kind == JavaKind.ENUM) {
      long limit = signed ? (1L << (8 * width - 1)) : (1L << (8 * width));
      if (width < 4 && natural.enumConstants().size() > limit) {
        throw new LayoutException(
            path + ": " + natural.enumConstants().size() + " constants do not fit into " + name);
      }
    } else if (width > natural.width()) {
      throw new LayoutException(
          path
              + ": "
              + natural.javaType().getSimpleName()
              + " cannot hold "
              + name
              + "; declare it "
              + (width == 8 ? "long" : width == 4 ? "int or long" : "int"));
    }
  }

  /** Refuses annotations for integers on something else. */
  void refuse(String path, String what) {
    if (width != 0) {
      throw new LayoutException(path + ": a width belongs on an integer, not on " + what);
    }
    if (bigEndian) {
      throw new LayoutException(
          path + ": @BigEndian belongs on an integer, not on " + what + "; put it on the fields");
    }
  }
}
