package bpf4j.compiler.kernel;

import bpf4j.compiler.Kernel;
import bpf4j.compiler.declare.Helper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All helpers that are declared for everybody. */
final class Declarations {
  record Declared(Helper helper, Method method) {
    @Override
    public String toString() {
      return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
  }

  private Declarations() {}

  static List<Declared> all() {
    List<Declared> found = new ArrayList<>();
    addTo(found, Kernel.class);
    classes().forEach(type -> addTo(found, type));
    return found;
  }

  private static void addTo(List<Declared> found, Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      Helper helper = method.getAnnotation(Helper.class);
      if (helper != null) {
        found.add(new Declared(helper, method));
      }
    }
  }

  /** The classes that lie beside one of them. */
  static List<Class<?>> classes() {
    try {
      Path root = Path.of(Clock.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = root.resolve(Clock.class.getPackageName().replace('.', '/'));
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".class") && !name.contains("-") && !name.contains("$"))
            .sorted()
            .<Class<?>>map(Declarations::load)
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String file) {
    String name = file.substring(0, file.length() - ".class".length());
    try {
      return Class.forName(Clock.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
