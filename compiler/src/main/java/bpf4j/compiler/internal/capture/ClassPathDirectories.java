package bpf4j.compiler.internal.capture;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The directories at the front of the class path. Reading class files there by name gives what the
 * application class loader would give, at a fraction of the cost of a resource stream.
 */
final class ClassPathDirectories {
  private static final List<String> DIRECTORIES =
      leading(System.getProperty("java.class.path", ""));

  private ClassPathDirectories() {}

  /** Only those before the first archive: what comes later may be shadowed by it. */
  private static List<String> leading(String classPath) {
    List<String> directories = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      File file = new File(entry.isEmpty() ? "." : entry);
      if (file.isDirectory()) {
        directories.add(file.getPath() + File.separatorChar);
      } else if (file.exists()) {
        break;
      }
    }
    return List.copyOf(directories);
  }

  /** A class file's bytes; null if it is in none of the directories. */
  static byte[] read(ClassLoader loader, String resource) throws IOException {
    if (loader != ClassLoader.getSystemClassLoader() || resource.startsWith("java/")) {
      return null;
    }
    for (String directory : DIRECTORIES) {
      File file = new File(directory + resource);
      if (file.exists()) {
        try (FileInputStream in = new FileInputStream(file)) {
          return ClassBytes.read(in);
        }
      }
    }
    return null;
  }
}
