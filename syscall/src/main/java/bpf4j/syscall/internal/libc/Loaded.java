package bpf4j.syscall.internal.libc;

import bpf4j.syscall.NativeAccessException;
import java.util.function.Supplier;

/**
 * What came of loading a native library: the thing, or the reason that every later use gets too (a
 * failing static initializer would hide it behind {@code NoClassDefFoundError}).
 */
final class Loaded<T> {
  private final T value;
  private final NativeAccessException failure;

  private Loaded(T value, NativeAccessException failure) {
    this.value = value;
    this.failure = failure;
  }

  static <T> Loaded<T> by(Supplier<T> loader) {
    try {
      return new Loaded<>(loader.get(), null);
    } catch (LinkageError | RuntimeException e) {
      return new Loaded<>(null, new NativeAccessException(advice(e), e));
    }
  }

  T orThrow() {
    if (failure != null) {
      throw new NativeAccessException(failure.getMessage(), failure.getCause());
    }
    return value;
  }

  private static String advice(Throwable failure) {
    String text = causes(failure);
    if (text.contains("IllegalCallerException")) {
      return "this JVM denies native access; start it with --enable-native-access=ALL-UNNAMED"
          + " (with bpf4j on the module path: --enable-native-access=org.jnrproject.jffi)";
    }
    if (text.contains("org/objectweb/asm")) {
      return "jnr-ffi needs ASM at run time; put asm on the class path, or start the JVM with"
          + " --add-modules org.objectweb.asm";
    }
    return "jnr-ffi cannot load its native library ("
        + text.lines().findFirst().orElse("")
        + "); java.io.tmpdir ("
        + System.getProperty("java.io.tmpdir")
        + ") must exist, be writable and not be mounted noexec: set -Djava.io.tmpdir=DIR, or"
        + " -Djffi.boot.library.path=DIR to a folder that holds libjffi-1.2.so";
  }

  /** jffi puts the cause's whole stack trace into its message, in place of the cause. */
  private static String causes(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      text.append(t).append('\n');
    }
    return text.toString();
  }
}
