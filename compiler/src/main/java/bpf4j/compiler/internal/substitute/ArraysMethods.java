package bpf4j.compiler.internal.substitute;

import java.util.Objects;

/** Methods of {@link java.util.Arrays}. */
@SuppressWarnings("unused") // found by name
final class ArraysMethods {
  private ArraysMethods() {}

  static boolean equals(byte[] left, byte[] right) {
    if (left == null || right == null) {
      return left == null && right == null;
    }
    if (left.length != right.length) {
      return false;
    }
    for (int i = 0; i < left.length; i++) {
      if (left[i] != right[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean equals(short[] left, short[] right) {
    if (left == null || right == null) {
      return left == null && right == null;
    }
    if (left.length != right.length) {
      return false;
    }
    for (int i = 0; i < left.length; i++) {
      if (left[i] != right[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean equals(char[] left, char[] right) {
    if (left == null || right == null) {
      return left == null && right == null;
    }
    if (left.length != right.length) {
      return false;
    }
    for (int i = 0; i < left.length; i++) {
      if (left[i] != right[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean equals(int[] left, int[] right) {
    if (left == null || right == null) {
      return left == null && right == null;
    }
    if (left.length != right.length) {
      return false;
    }
    for (int i = 0; i < left.length; i++) {
      if (left[i] != right[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean equals(long[] left, long[] right) {
    if (left == null || right == null) {
      return left == null && right == null;
    }
    if (left.length != right.length) {
      return false;
    }
    for (int i = 0; i < left.length; i++) {
      if (left[i] != right[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean equals(boolean[] left, boolean[] right) {
    if (left == null || right == null) {
      return left == null && right == null;
    }
    if (left.length != right.length) {
      return false;
    }
    for (int i = 0; i < left.length; i++) {
      if (left[i] != right[i]) {
        return false;
      }
    }
    return true;
  }

  static boolean equals(Object[] left, Object[] right) {
    if (left == null || right == null) {
      return left == null && right == null;
    }
    if (left.length != right.length) {
      return false;
    }
    for (int i = 0; i < left.length; i++) {
      if (!Objects.equals(left[i], right[i])) {
        return false;
      }
    }
    return true;
  }

  static int hashCode(byte[] array) {
    if (array == null) {
      return 0;
    }
    int hash = 1;
    for (int i = 0; i < array.length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  static int hashCode(short[] array) {
    if (array == null) {
      return 0;
    }
    int hash = 1;
    for (int i = 0; i < array.length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  static int hashCode(char[] array) {
    if (array == null) {
      return 0;
    }
    int hash = 1;
    for (int i = 0; i < array.length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  static int hashCode(int[] array) {
    if (array == null) {
      return 0;
    }
    int hash = 1;
    for (int i = 0; i < array.length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  static int hashCode(long[] array) {
    if (array == null) {
      return 0;
    }
    int hash = 1;
    for (int i = 0; i < array.length; i++) {
      hash = 31 * hash + Long.hashCode(array[i]);
    }
    return hash;
  }

  static int hashCode(boolean[] array) {
    if (array == null) {
      return 0;
    }
    int hash = 1;
    for (int i = 0; i < array.length; i++) {
      hash = 31 * hash + (array[i] ? 1231 : 1237);
    }
    return hash;
  }

  static int hashCode(Object[] array) {
    if (array == null) {
      return 0;
    }
    int hash = 1;
    for (int i = 0; i < array.length; i++) {
      hash = 31 * hash + Objects.hashCode(array[i]);
    }
    return hash;
  }

  static void sort(byte[] array) {
    sort(array, 0, array.length);
  }

  static void sort(byte[] array, int from, int to) {
    if (from > to) {
      throw new IllegalArgumentException();
    }
    if (from < 0 || to > array.length) {
      throw new ArrayIndexOutOfBoundsException();
    }
    for (int sorted = from + 1; sorted < to; sorted++) {
      for (int i = sorted; i > from; i--) {
        byte lower = array[i - 1];
        byte upper = array[i];
        if (lower <= upper) {
          break;
        }
        array[i - 1] = upper;
        array[i] = lower;
      }
    }
  }

  static void sort(short[] array) {
    sort(array, 0, array.length);
  }

  static void sort(short[] array, int from, int to) {
    if (from > to) {
      throw new IllegalArgumentException();
    }
    if (from < 0 || to > array.length) {
      throw new ArrayIndexOutOfBoundsException();
    }
    for (int sorted = from + 1; sorted < to; sorted++) {
      for (int i = sorted; i > from; i--) {
        short lower = array[i - 1];
        short upper = array[i];
        if (lower <= upper) {
          break;
        }
        array[i - 1] = upper;
        array[i] = lower;
      }
    }
  }

  static void sort(char[] array) {
    sort(array, 0, array.length);
  }

  static void sort(char[] array, int from, int to) {
    if (from > to) {
      throw new IllegalArgumentException();
    }
    if (from < 0 || to > array.length) {
      throw new ArrayIndexOutOfBoundsException();
    }
    for (int sorted = from + 1; sorted < to; sorted++) {
      for (int i = sorted; i > from; i--) {
        char lower = array[i - 1];
        char upper = array[i];
        if (lower <= upper) {
          break;
        }
        array[i - 1] = upper;
        array[i] = lower;
      }
    }
  }

  static void sort(int[] array) {
    sort(array, 0, array.length);
  }

  static void sort(int[] array, int from, int to) {
    if (from > to) {
      throw new IllegalArgumentException();
    }
    if (from < 0 || to > array.length) {
      throw new ArrayIndexOutOfBoundsException();
    }
    for (int sorted = from + 1; sorted < to; sorted++) {
      for (int i = sorted; i > from; i--) {
        int lower = array[i - 1];
        int upper = array[i];
        if (lower <= upper) {
          break;
        }
        array[i - 1] = upper;
        array[i] = lower;
      }
    }
  }

  static void sort(long[] array) {
    sort(array, 0, array.length);
  }

  static void sort(long[] array, int from, int to) {
    if (from > to) {
      throw new IllegalArgumentException();
    }
    if (from < 0 || to > array.length) {
      throw new ArrayIndexOutOfBoundsException();
    }
    for (int sorted = from + 1; sorted < to; sorted++) {
      for (int i = sorted; i > from; i--) {
        long lower = array[i - 1];
        long upper = array[i];
        if (lower <= upper) {
          break;
        }
        array[i - 1] = upper;
        array[i] = lower;
      }
    }
  }
}
