package bpf4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails the test that leaves a file descriptor open, saying which and what it is. It is registered
 * for every test by JUnit's auto-detection; {@link AllowsOpenFiles} turns it off for a test or
 * class.
 *
 * <p>Compared are the numbers in {@code /proc/self/fd} and what they refer to, before the test's
 * own {@code @BeforeEach} and after its {@code @AfterEach}. What the JVM opens by itself as it
 * loads classes (jars, modules, its own pipes and event descriptors of NIO) is left out.
 */
public final class FileDescriptorLeakDetector implements BeforeEachCallback, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(FileDescriptorLeakDetector.class);
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final int PATIENCE_MILLIS = 2000;

  /** JUnit makes one. */
  public FileDescriptorLeakDetector() {}

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    JdkChannels.initialize();
    context.getStore(NAMESPACE).put(context.getUniqueId(), openFiles());
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    if (context.getExecutionException().isPresent() || isAllowed(context)) {
      return;
    }
    Map<?, ?> before = (Map<?, ?>) context.getStore(NAMESPACE).remove(context.getUniqueId());
    Map<Integer, String> leaked = leakedSince(before);
    // Threads of the test's servers and executors may still be on their way out.
    for (int waited = 0; !leaked.isEmpty() && waited < PATIENCE_MILLIS; waited += 50) {
      Thread.sleep(50);
      leaked = leakedSince(before);
    }
    if (!leaked.isEmpty()) {
      throw new AssertionError("the test left file descriptors open: " + leaked);
    }
  }

  /** The JDK's channels open descriptors for themselves when their classes are first used. */
  private static final class JdkChannels {
    static {
      try {
        FileChannel.open(Path.of("/proc/self/status")).close();
        DatagramChannel.open().close();
        SocketChannel.open().close();
        Selector.open().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private JdkChannels() {}

    static void initialize() {
      // the class initializer does it, once
    }
  }

  private static boolean isAllowed(ExtensionContext context) {
    return context.getElement().map(e -> e.isAnnotationPresent(AllowsOpenFiles.class)).orElse(false)
        || context.getTestClass().map(FileDescriptorLeakDetector::isAllowed).orElse(false);
  }

  private static boolean isAllowed(Class<?> type) {
    return type.isAnnotationPresent(AllowsOpenFiles.class);
  }

  static Map<Integer, String> leakedSince(Map<?, ?> before) throws IOException {
    Map<Integer, String> now = openFiles();
    now.entrySet().removeIf(e -> e.getValue().equals(before.get(e.getKey())));
    now.values().removeIf(FileDescriptorLeakDetector::belongsToJvm);
    return now;
  }

  private static boolean belongsToJvm(String target) {
    String name = target.toLowerCase(Locale.ROOT);
    return name.endsWith(".jar")
        || name.endsWith("/modules")
        || name.endsWith("/ct.sym")
        || name.endsWith(".class")
        || name.endsWith(".jsa")
        || name.contains("libjffi")
        || name.startsWith("/dev/")
        || name.startsWith("/proc/")
        || name.startsWith("/sys/fs/cgroup");
  }

  static Map<Integer, String> openFiles() throws IOException {
    Map<Integer, String> open = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path entry : entries) {
        try {
          open.put(
              Integer.valueOf(entry.getFileName().toString()),
              Files.readSymbolicLink(entry).toString());
        } catch (IOException e) {
          // closed meanwhile, as the descriptor of this very listing is
        }
      }
    }
    return open;
  }
}
