package bpf4j.compiler.internal.frontend;

/** Tells the frames of user code in a stack trace from those of the JDK and of this library. */
public final class LibraryFrames {
  private LibraryFrames() {}

  public static boolean contains(String className) {
    return className.startsWith("jdk.")
        || className.startsWith("java.")
        || className.startsWith("bpf4j.compiler.internal.simulate.")
        || className.startsWith("bpf4j.maps.internal.")
        || LibraryCode.contains(className.replace('.', '/'));
  }
}
