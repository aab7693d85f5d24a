package bpf4j.compiler.fuzz.run;

import bpf4j.compiler.SocketFilter;
import bpf4j.maps.BpfMap;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles many programs at once, in memory. Not thread-safe. */
public final class JavaCompiler implements AutoCloseable {
  /** The package of generated programs. */
  public static final String PACKAGE = "bpf4j.fuzzed";

  private static final String HEADER =
      """
      package %s;

      import bpf4j.compiler.Kernel;
      import bpf4j.compiler.SocketFilter;
      import bpf4j.compiler.Tc;
      import bpf4j.compiler.Xdp;
      import bpf4j.compiler.context.*;
      import bpf4j.compiler.fuzz.run.Cell;
      import bpf4j.compiler.fuzz.run.Environment;
      import bpf4j.compiler.fuzz.run.Key;
      import bpf4j.compiler.fuzz.run.Label;
      import bpf4j.compiler.fuzz.run.Library;
      import bpf4j.compiler.fuzz.run.Pair;
      import bpf4j.compiler.packet.*;
      import bpf4j.maps.BpfArray;
      import bpf4j.maps.BpfGlobal;
      import bpf4j.maps.BpfGlobalArray;
      import bpf4j.maps.BpfHash;
      import bpf4j.maps.BpfHashSet;
      import bpf4j.maps.BpfPerCpuArray;

      """
          .formatted(PACKAGE);

  private final javax.tools.JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager files;

  public JavaCompiler() {
    if (javac == null) {
      throw new IllegalStateException("this Java runtime has no compiler; run with a JDK");
    }
    files = javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
  }

  /**
   * Compiles.
   *
   * @return a loader of the classes, with {@code P.make} for each subject P
   * @throws IllegalArgumentException if javac refuses a program, with its messages
   */
  public ClassLoader compile(List<Subject> subjects) {
    String source =
        HEADER + subjects.stream().map(Subject::source).collect(Collectors.joining("\n"));
    Map<String, byte[]> classes = new HashMap<>();
    StringWriter messages = new StringWriter();
    List<String> options = List.of("-proc:none", "-nowarn", "-g:source,lines", "-cp", classPath());
    JavaFileManager manager = new MemoryManager(files, classes);
    boolean done =
        javac.getTask(messages, manager, null, options, null, List.of(new Source(source))).call();
    if (!done) {
      throw new IllegalArgumentException(messages.toString());
    }
    return new MemoryLoader(classes, JavaCompiler.class.getClassLoader());
  }

  /** The text that is compiled for one program, which can be run by itself. */
  public static String listing(Subject subject) {
    return HEADER + subject.source();
  }

  private static String classPath() {
    return Stream.of(Environment.class, SocketFilter.class, BpfMap.class)
        .map(JavaCompiler::home)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws java.io.IOException {
    files.close();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Fuzzed.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class MemoryManager
      extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, byte[]> classes;

    MemoryManager(StandardJavaFileManager files, Map<String, byte[]> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(
          URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
        @Override
        public OutputStream openOutputStream() {
          return new ByteArrayOutputStream() {
            @Override
            public void close() {
              classes.put(className, toByteArray());
            }
          };
        }
      };
    }
  }
}
