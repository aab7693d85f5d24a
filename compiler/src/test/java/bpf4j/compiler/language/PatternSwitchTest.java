package bpf4j.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bpf4j.compiler.SocketFilter.Filter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Patterns in switches, compiled by the JDK that runs the tests, if it is 21 or later. */
class PatternSwitchTest {
  private static final String NAME = "PatternSwitches";

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> patterns() throws IOException, ReflectiveOperationException {
    assumeTrue(Runtime.version().feature() >= 21, "Java has patterns in switches since 21");
    Path source = directory.resolve(NAME + ".java");
    try (InputStream in = PatternSwitchTest.class.getResourceAsStream(NAME + ".txt")) {
      Files.copy(in, source);
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-g",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                source.toString());
    assertThat(status).isZero();
    // Stays open: the tests run after this method, and the directory goes with them.
    ClassLoader loader =
        new URLClassLoader(
            new URL[] {directory.toUri().toURL()}, PatternSwitchTest.class.getClassLoader());
    @SuppressWarnings("unchecked") // as its declaration says
    Map<String, Filter> programs =
        (Map<String, Filter>) loader.loadClass(NAME).getMethod("programs").invoke(null);
    return programs.entrySet().stream()
        .map(
            program ->
                DynamicTest.dynamicTest(
                    program.getKey(), () -> new Agreement(program.getValue()).check()));
  }
}
