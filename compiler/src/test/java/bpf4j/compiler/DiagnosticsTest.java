package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What cannot run in the kernel is refused at once, at its line, in words that help. */
class DiagnosticsTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  /** The first line of each method of {@link RefusedPrograms}. */
  private static final Map<String, Integer> LINES = new HashMap<>();

  @BeforeAll
  static void findLines() throws IOException {
    try (InputStream in = DiagnosticsTest.class.getResourceAsStream("RefusedPrograms.class")) {
      new ClassReader(in).accept(new LineFinder(), ClassReader.SKIP_FRAMES);
    }
  }

  private static final class LineFinder extends ClassVisitor {
    LineFinder() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitLineNumber(int line, Label start) {
          LINES.merge(name, line, Math::min);
        }
      };
    }
  }

  /**
   * A program and how it is refused.
   *
   * @param method the method that is refused
   * @param line which of its lines, counted from 0
   */
  private record Refusal(String method, int line, Filter program, String... words) {}

  private static Refusal refusal(String method, int line, Filter program, String... words) {
    return new Refusal(method, line, program, words);
  }

  private static void check(Refusal refusal) {
    long start = System.nanoTime();
    CompileException e =
        catchThrowableOfType(
            CompileException.class, () -> BpfCompiler.checkFilter(refusal.program()));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(e).as("refused").isNotNull();
    assertThat(e.reason()).contains(refusal.words());
    assertThat(e.file()).isEqualTo("RefusedPrograms.java");
    assertThat(e.line()).as(e.getMessage()).isEqualTo(LINES.get(refusal.method()) + refusal.line());
    assertThat(e).hasMessage(e.file() + ":" + e.line() + ": " + e.reason());
  }

  private static Stream<DynamicTest> each(Refusal... refusals) {
    return Stream.of(refusals)
        .map(refusal -> DynamicTest.dynamicTest(refusal.method(), () -> check(refusal)));
  }

  @TestFactory
  Stream<DynamicTest> floatingPoint() {
    return each(
        refusal("doubles", 0, RefusedPrograms::doubles, "floating point", "scaled"),
        refusal("floats", 0, RefusedPrograms::floats, "floating point"),
        refusal("comparison", 0, RefusedPrograms::comparison, "floating point"),
        refusal("floatVariable", 0, RefusedPrograms::floatVariable, "floating point"),
        refusal("floatArray", 0, RefusedPrograms::floatArray, "floating point"),
        refusal("logarithm", 0, RefusedPrograms::logarithm, "floating point"),
        refusal("doubleField", 0, RefusedPrograms::doubleField, "floating point"),
        refusal("remainder", 1, RefusedPrograms::remainder, "floating point"));
  }

  @TestFactory
  Stream<DynamicTest> exceptionsAndLocks() {
    return each(
        refusal("catches", 1, RefusedPrograms::catches, "catch (java.lang.ArithmeticException)"),
        refusal("cleansUp", 2, RefusedPrograms::cleansUp, "finally"),
        refusal("synchronizes", 0, RefusedPrograms::synchronizes, "synchronized"),
        refusal("callsSynchronized", 0, RefusedPrograms::callsSynchronized, "synchronized"));
  }

  @TestFactory
  Stream<DynamicTest> callsAndLoops() {
    return each(
        refusal("depth", 0, RefusedPrograms::recursion, "recursion (", "depth -> ", ".depth)"),
        refusal("odd", 0, RefusedPrograms::mutual, "even -> ", ".odd -> ", ".even)"),
        refusal("endless", 2, RefusedPrograms::endless, "never ends"),
        refusal("nativeMethod", 0, RefusedPrograms::nativeMethod, "native", "identityHashCode"));
  }

  @TestFactory
  Stream<DynamicTest> moreCallsAndLoops() {
    return each(
        refusal("third", 0, RefusedPrograms::longRecursion, "second -> ", "third -> ", "loop"),
        refusal("endlessFor", 0, RefusedPrograms::endlessFor, "never ends", "constant bound"),
        refusal("cleansUpResource", 0, RefusedPrograms::cleansUpResource, "catch", "if before"));
  }

  @TestFactory
  Stream<DynamicTest> whatNeedsAHeap() {
    return each(
        refusal("list", 0, RefusedPrograms::list, "new ArrayList", "heap", "map"),
        refusal("hashMap", 0, RefusedPrograms::hashMap, "new HashMap", "heap", "map"),
        refusal("format", 0, RefusedPrograms::format, "heap"),
        refusal("stringOfBytes", 0, RefusedPrograms::stringOfBytes, "new String", "heap"),
        refusal("stream", 0, RefusedPrograms::stream, "heap"),
        refusal("optional", 0, RefusedPrograms::optional, "new Optional", "heap"));
  }

  @TestFactory
  Stream<DynamicTest> whatOnlyTheJvmHas() {
    return each(
        refusal("lock", 0, RefusedPrograms::lock, "internal to Java"),
        refusal("sleeps", 0, RefusedPrograms::sleeps, "internal to Java"),
        refusal("toText", 0, RefusedPrograms::toText, "internal to Java", "numbers"),
        refusal("reads", 0, RefusedPrograms::reads, "internal to Java", "Java side"),
        refusal("exits", 0, RefusedPrograms::exits, "internal to Java"),
        refusal("bigInteger", 0, RefusedPrograms::bigInteger, "internal to Java"),
        refusal("reflection", 0, RefusedPrograms::reflection, "no class", "instanceof"),
        refusal("notifies", 0, RefusedPrograms::notifies, "notifyAll", "map"),
        refusal("millis", 0, RefusedPrograms::millis, "currentTimeMillis", "nanoTime"));
  }

  @TestFactory
  Stream<DynamicTest> moreFloatingPoint() {
    return each(
        refusal("squareRoot", 0, RefusedPrograms::squareRoot, "floating point", "scaled"),
        refusal("random", 0, RefusedPrograms::random, "double Math.random()"),
        refusal("floatParameter", 0, RefusedPrograms::floatParameter, "floating point"),
        refusal("doubleBits", 0, RefusedPrograms::doubleBits, "floating point"));
  }

  @TestFactory
  Stream<DynamicTest> objects() {
    return each(
        refusal("boxedIdentity", 2, RefusedPrograms::boxedIdentity, "identity", "equals"),
        refusal("concatenation", 0, RefusedPrograms::concatenation, "concatenation"),
        refusal("stringBuilder", 0, RefusedPrograms::stringBuilder, "heap"),
        refusal("thread", 0, RefusedPrograms::thread, "Thread"),
        refusal("printing", 0, RefusedPrograms::printing, "println or printf"),
        refusal("mixture", 1, RefusedPrograms::mixture, "hashCode", "Java side only"));
  }

  @TestFactory
  Stream<DynamicTest> arrays() {
    return each(
        refusal(
            "muchStack",
            0,
            RefusedPrograms::muchStack,
            "bytes of stack, BPF has 512",
            "array 400 (RefusedPrograms.java:",
            "array 160 (",
            "per-CPU array map"),
        refusal("ofObjects", 0, RefusedPrograms::ofObjects, "constant length"),
        refusal("ofArrays", 0, RefusedPrograms::ofArrays, "more than 64 references"),
        refusal("ofAnyLength", 0, RefusedPrograms::ofAnyLength, "constant length"),
        refusal("huge", 0, RefusedPrograms::huge, "4000 bytes", "512", "per-CPU"),
        refusal("negative", 1, RefusedPrograms::negative, "negative length -1"),
        refusal("writesCaptured", 0, RefusedPrograms::writesCaptured, "Java heap"),
        refusal("empty", 1, RefusedPrograms::empty, "no elements"));
  }

  @TestFactory
  Stream<DynamicTest> fields() {
    RefusedPrograms object = new RefusedPrograms();
    return each(
        refusal("readsStatic", 0, RefusedPrograms::readsStatic, "mutable", "final", "map"),
        refusal("writesStatic", 0, RefusedPrograms::writesStatic, "mutable", "map"),
        refusal("readsField", 0, object::readsField, "field", "final", "map"),
        refusal("writesField", 0, object::writesField, "field", "map"));
  }

  @TestFactory
  Stream<DynamicTest> mapsAndPackets() {
    return each(
        refusal("countsEntries", 0, RefusedPrograms::countsEntries, "size", "Java side only"),
        refusal("closesMap", 0, RefusedPrograms::closesMap, "close", "Java side only"),
        refusal("measuresMap", 0, RefusedPrograms::measuresMap, "size", "Java side only"),
        refusal("putsNull", 0, RefusedPrograms::putsNull, "null", "remove"),
        refusal("createsNumber", 0, RefusedPrograms::createsNumber, "getOrCreate", "fields"),
        refusal("anyControl", 0, RefusedPrograms::anyControl, "constant index from 0 to 4"),
        refusal("anyFormat", 0, RefusedPrograms::anyFormat, "constant string"));
  }

  @Test
  void anonymousClass() {
    Filter program =
        new Filter() {
          private static final long serialVersionUID = 1L;

          @Override
          public int filter(SkBuff skb) {
            return skb.len();
          }
        };
    assertThatThrownBy(() -> BpfCompiler.checkFilter(program))
        .isInstanceOf(CompileException.class)
        .hasMessageContainingAll("DiagnosticsTest", "pass a lambda or a method reference");
  }

  @Test
  void helpersThatTheLicenceForbids() {
    CompileOptions mit = CompileOptions.filter().withLicense("MIT");
    Filter program = RefusedPrograms::prints;
    BpfCompiler.checkFilter(program);
    assertThatThrownBy(() -> Compilation.of(program, mit))
        .isInstanceOf(CompileException.class)
        .hasMessageStartingWith("RefusedPrograms.java:" + LINES.get("prints") + ": ")
        .hasMessageContainingAll("bpf_trace_printk", "GPL");
  }

  @Test
  void classesWithoutClassFile() throws ReflectiveOperationException, IOException {
    Filter program =
        (Filter)
            new Forgetful()
                .loadClass(ForgottenPrograms.class.getName())
                .getMethod("program")
                .invoke(null);
    assertThatThrownBy(() -> BpfCompiler.checkFilter(program))
        .isInstanceOf(CompileException.class)
        .hasMessageContainingAll("class file", "ForgottenPrograms", "class loader");
  }

  /** Defines classes from files that it then does not let anybody see. */
  private static final class Forgetful extends ClassLoader {
    Forgetful() {
      super(DiagnosticsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(ForgottenPrograms.class.getName())) {
        return super.loadClass(name, resolve);
      }
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = getParent().getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      return null;
    }
  }

  /** Loaded by a class loader of its own. */
  public static final class ForgottenPrograms {
    private ForgottenPrograms() {}

    /** A program that is itself harmless. */
    public static Filter program() {
      return skb -> skb.len();
    }
  }
}
