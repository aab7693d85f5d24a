package bpf4j.compiler.internal.substitute;

/** Methods of {@link System}. */
@SuppressWarnings("unused") // found by name
final class SystemMethods {
  private SystemMethods() {}

  static void arraycopy(Object from, int fromIndex, Object to, int toIndex, int length) {
    if (from instanceof byte[] source && to instanceof byte[] target) {
      copy(source, fromIndex, target, toIndex, length);
    } else if (from instanceof short[] source && to instanceof short[] target) {
      copy(source, fromIndex, target, toIndex, length);
    } else if (from instanceof char[] source && to instanceof char[] target) {
      copy(source, fromIndex, target, toIndex, length);
    } else if (from instanceof int[] source && to instanceof int[] target) {
      copy(source, fromIndex, target, toIndex, length);
    } else if (from instanceof long[] source && to instanceof long[] target) {
      copy(source, fromIndex, target, toIndex, length);
    } else if (from instanceof boolean[] source && to instanceof boolean[] target) {
      copy(source, fromIndex, target, toIndex, length);
    } else if (from instanceof Object[] source && to instanceof Object[] target) {
      copy(source, fromIndex, target, toIndex, length);
    } else {
      throw new ArrayStoreException();
    }
  }

  private static void check(int fromLength, int fromIndex, int toLength, int toIndex, int length) {
    if ((fromIndex | toIndex | length) < 0
        || fromIndex > fromLength - length
        || toIndex > toLength - length) {
      throw new IndexOutOfBoundsException();
    }
  }

  private static void copy(byte[] from, int fromIndex, byte[] to, int toIndex, int length) {
    check(from.length, fromIndex, to.length, toIndex, length);
    if (fromIndex < toIndex) {
      for (int i = length - 1; i >= 0; i--) {
        to[toIndex + i] = from[fromIndex + i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        to[toIndex + i] = from[fromIndex + i];
      }
    }
  }

  private static void copy(short[] from, int fromIndex, short[] to, int toIndex, int length) {
    check(from.length, fromIndex, to.length, toIndex, length);
    if (fromIndex < toIndex) {
      for (int i = length - 1; i >= 0; i--) {
        to[toIndex + i] = from[fromIndex + i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        to[toIndex + i] = from[fromIndex + i];
      }
    }
  }

  private static void copy(char[] from, int fromIndex, char[] to, int toIndex, int length) {
    check(from.length, fromIndex, to.length, toIndex, length);
    if (fromIndex < toIndex) {
      for (int i = length - 1; i >= 0; i--) {
        to[toIndex + i] = from[fromIndex + i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        to[toIndex + i] = from[fromIndex + i];
      }
    }
  }

  private static void copy(int[] from, int fromIndex, int[] to, int toIndex, int length) {
    check(from.length, fromIndex, to.length, toIndex, length);
    if (fromIndex < toIndex) {
      for (int i = length - 1; i >= 0; i--) {
        to[toIndex + i] = from[fromIndex + i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        to[toIndex + i] = from[fromIndex + i];
      }
    }
  }

  private static void copy(long[] from, int fromIndex, long[] to, int toIndex, int length) {
    check(from.length, fromIndex, to.length, toIndex, length);
    if (fromIndex < toIndex) {
      for (int i = length - 1; i >= 0; i--) {
        to[toIndex + i] = from[fromIndex + i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        to[toIndex + i] = from[fromIndex + i];
      }
    }
  }

  private static void copy(boolean[] from, int fromIndex, boolean[] to, int toIndex, int length) {
    check(from.length, fromIndex, to.length, toIndex, length);
    if (fromIndex < toIndex) {
      for (int i = length - 1; i >= 0; i--) {
        to[toIndex + i] = from[fromIndex + i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        to[toIndex + i] = from[fromIndex + i];
      }
    }
  }

  private static void copy(Object[] from, int fromIndex, Object[] to, int toIndex, int length) {
    check(from.length, fromIndex, to.length, toIndex, length);
    if (fromIndex < toIndex) {
      for (int i = length - 1; i >= 0; i--) {
        to[toIndex + i] = from[fromIndex + i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        to[toIndex + i] = from[fromIndex + i];
      }
    }
  }
}
