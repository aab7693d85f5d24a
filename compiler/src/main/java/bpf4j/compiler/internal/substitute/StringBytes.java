package bpf4j.compiler.internal.substitute;

/**
 * The bytes of strings in memory. The compiler knows these methods; they do not run on the JVM,
 * whose strings have no such bytes.
 */
final class StringBytes {
  private StringBytes() {}

  /** How many bytes there are, those behind the string's end included. */
  static int capacity(String text) {
    throw kernelOnly(text);
  }

  /** A byte, 0 to 255: zero behind the string's end. */
  static int at(String text, int index) {
    throw kernelOnly(text + index);
  }

  /** Ends the run unless each character is one byte. */
  static void requireAscii(String text) {
    throw kernelOnly(text);
  }

  private static IllegalStateException kernelOnly(String text) {
    return new IllegalStateException("not for the JVM's " + text);
  }
}
