package bpf4j.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.SocketFilter.Filter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The class files of different compilers, and for different releases, are programs that behave as
 * they do on the JVM, and so alike.
 */
class ClassFileTest {
  private static final int RUNNING = Runtime.version().feature();
  private static final List<Integer> RELEASES = List.of(17, 21, 25);

  /** The newest release that the pinned version of ecj makes class files for. */
  private static final int ECJ_NEWEST = 24;

  @TempDir private Path folder;
  private final List<URLClassLoader> loaders = new ArrayList<>();

  @AfterEach
  void closeLoaders() throws IOException {
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
  }

  /** A compiler and what it may be told. */
  private record Variant(String name, Tool tool, int release) {}

  /** Compiles one source file to class files in a folder. */
  @FunctionalInterface
  private interface Tool {
    void compile(Path source, Path target, List<String> options) throws Exception;
  }

  @TestFactory
  Stream<DynamicTest> javac() throws Exception {
    return programs("javac", ToolProvider.getSystemJavaCompiler(), RUNNING);
  }

  @TestFactory
  Stream<DynamicTest> ecj() throws Exception {
    return programs("ecj", new EclipseCompiler(), ECJ_NEWEST);
  }

  /** The compilers of other JDKs on this machine, for the releases that this one can run. */
  @TestFactory
  Stream<DynamicTest> javacOfOtherJdks() throws Exception {
    List<DynamicTest> out = new ArrayList<>();
    for (Path home : OtherJdks.homes()) {
      Tool tool = (source, target, options) -> OtherJdks.javac(home, source, target, options);
      for (int release : RELEASES) {
        if (release <= RUNNING && release <= OtherJdks.feature(home)) {
          String name = "javac %d --release %d".formatted(OtherJdks.feature(home), release);
          out.addAll(tests(new Variant(name, tool, release)));
        }
      }
    }
    return out.stream();
  }

  private Stream<DynamicTest> programs(String name, JavaCompiler compiler, int newest)
      throws Exception {
    assertThat(compiler).as("a compiler").isNotNull();
    Tool tool = (source, target, options) -> call(compiler, source, target, options);
    List<DynamicTest> out = new ArrayList<>();
    for (int release : RELEASES) {
      if (release <= Math.min(RUNNING, newest)) {
        String title = "%s %d --release %d".formatted(name, RUNNING, release);
        out.addAll(tests(new Variant(title, tool, release)));
      }
    }
    return out.stream();
  }

  private static void call(JavaCompiler compiler, Path source, Path target, List<String> options)
      throws IOException {
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> all = new ArrayList<>(options);
      Collections.addAll(all, "-d", target.toString());
      boolean done =
          compiler
              .getTask(messages, files, null, all, null, files.getJavaFileObjects(source))
              .call();
      assertThat(done).as(messages.toString()).isTrue();
    }
  }

  private List<DynamicTest> tests(Variant variant) throws Exception {
    List<DynamicTest> out = new ArrayList<>();
    for (String source : List.of("Programs17", "Programs21")) {
      int needed = Integer.parseInt(source.substring(source.length() - 2));
      if (needed <= variant.release()) {
        compile(variant, source)
            .forEach(
                (name, program) ->
                    out.add(
                        DynamicTest.dynamicTest(
                            variant.name() + ": " + name, () -> new Agreement(program).check())));
      }
    }
    return out;
  }

  @SuppressWarnings("unchecked") // what the sources return
  private Map<String, Filter> compile(Variant variant, String name) throws Exception {
    Path target = Files.createTempDirectory(folder, "classes");
    Path source = target.resolve(name + ".java");
    try (InputStream in = ClassFileTest.class.getResourceAsStream(name + ".java.txt")) {
      Files.copy(in, source);
    }
    List<String> options =
        List.of(
            "--release",
            Integer.toString(variant.release()),
            "-proc:none",
            "-nowarn",
            "-cp",
            System.getProperty("java.class.path"));
    variant.tool().compile(source, target, options);
    URLClassLoader loader =
        new URLClassLoader(
            new URL[] {target.toUri().toURL()}, ClassFileTest.class.getClassLoader());
    loaders.add(loader);
    return (Map<String, Filter>) loader.loadClass("programs." + name).getMethod("all").invoke(null);
  }
}
