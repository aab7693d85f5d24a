package bpf4j.syscall.internal.libc;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jnr.ffi.LibraryLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls every function of our real declarations in a library that records its arguments. */
class ArgumentsTest {
  private static final int REGISTERS = 6;
  private static final List<Class<?>> DECLARATIONS =
      List.of(JnrFunctions.class, JnrSixArgumentFunctions.class);

  @TempDir Path folder;

  /** Each function stores its arguments, as they arrive in the ABI's registers, and returns 0. */
  private Path echoLibrary() throws IOException, InterruptedException {
    String compiler = Requirements.tool("gcc", "clang");
    StringBuilder c =
        new StringBuilder("long echoed[6];\nlong *where_echoed(void) { return echoed; }\n");
    Set<String> names = new TreeSet<>();
    for (Class<?> type : DECLARATIONS) {
      for (Method method : type.getMethods()) {
        names.add(method.getName());
      }
    }
    assertThat(names).hasSizeGreaterThan(20);
    for (String name : names) {
      c.append("long ")
          .append(name)
          .append("(long a, long b, long c, long d, long e, long f) {\n")
          .append("  long v[6] = {a, b, c, d, e, f};\n")
          .append("  for (int i = 0; i < 6; i++) echoed[i] = v[i];\n  return 0;\n}\n");
    }
    Path source = Files.writeString(folder.resolve("echo.c"), c);
    Path library = folder.resolve("libecho.so");
    Process process =
        new ProcessBuilder(
                compiler,
                "-w",
                "-fno-builtin",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                source.toString())
            .redirectErrorStream(true)
            .start();
    String errors = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(errors).isZero();
    return library;
  }

  /** Finds what the library recorded. */
  public interface Echo {
    /** The address of six longs. */
    long where_echoed();
  }

  @Test
  void everyArgumentOfEveryFunctionArrives() throws Exception {
    String library = echoLibrary().toString();
    Echo echo = LibraryLoader.create(Echo.class).failImmediately().load(library);
    ByteBuffer echoed = Memory.instance().view(echo.where_echoed(), REGISTERS * Long.BYTES);
    for (Class<?> type : DECLARATIONS) {
      Object functions = LibraryLoader.create(type).failImmediately().load(library);
      for (Method method : type.getMethods()) {
        check(functions, method, echoed);
      }
    }
  }

  private static void check(Object functions, Method method, ByteBuffer echoed)
      throws ReflectiveOperationException {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] = types[i] == int.class ? (Object) (-1_000 - i) : (Object) (-(1L << 40) - i);
    }
    // Often, since the JVM may switch to compiled code with time.
    for (int round = 0; round < 100; round++) {
      method.invoke(functions, arguments);
      for (int i = 0; i < types.length; i++) {
        long got = echoed.getLong(i * Long.BYTES);
        Object value = types[i] == int.class ? (Object) (int) got : (Object) got;
        assertThat(value).as("argument %d of %s", i + 1, method).isEqualTo(arguments[i]);
      }
    }
  }
}
