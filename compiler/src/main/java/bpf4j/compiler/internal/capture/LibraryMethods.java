package bpf4j.compiler.internal.capture;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Bodies of methods of this library and of the JDK, which most programs call: their class files are
 * the same as long as this class is loaded, so they are read once. Those of programs are not kept,
 * as shells and debuggers may change them.
 */
final class LibraryMethods {
  private static final String JDK = "java/";
  private static final String LIBRARY = "bpf4j/compiler/";

  private static final Map<Name, Optional<MethodBody>> KNOWN = new ConcurrentHashMap<>();

  private record Name(String owner, String method, String descriptor) {}

  private LibraryMethods() {}

  /** Whether a class of that name is one of these for whoever sees it through the loader. */
  static boolean include(ClassLoader loader, String owner) {
    return owner.startsWith(JDK)
        || owner.startsWith(LIBRARY) && loader == LibraryMethods.class.getClassLoader();
  }

  /** The body of a method; null if the class declares no such method. */
  static MethodBody find(
      String owner, String method, String descriptor, Supplier<MethodBody> reading) {
    Name name = new Name(owner, method, descriptor);
    Optional<MethodBody> known = KNOWN.get(name);
    if (known == null) {
      known = Optional.ofNullable(reading.get());
      known.ifPresent(MethodBody::prepare);
      Optional<MethodBody> earlier = KNOWN.putIfAbsent(name, known);
      known = earlier == null ? known : earlier;
    }
    return known.orElse(null);
  }
}
