package bpf4j.compiler.language;

import bpf4j.compiler.SocketFilter.Filter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One way of writing Java.
 *
 * @param name what is tried
 * @param program a program that does it with the {@link Numbers} of a packet
 */
record Idiom(String name, Filter program) {
  static Idiom idiom(String name, Filter program) {
    return new Idiom(name, program);
  }

  /** As {@link #agree}, where loops are not walked by the verifier but called back. */
  static Stream<DynamicTest> agreeAsCallbacks(Idiom... idioms) {
    return Stream.of(idioms)
        .map(
            idiom ->
                DynamicTest.dynamicTest(
                    idiom.name(), () -> new Agreement(idiom.program()).checkAsCallbacks()));
  }

  /** One test for each: the kernel does what the JVM does. */
  static Stream<DynamicTest> agree(Idiom... idioms) {
    return Stream.of(idioms)
        .map(
            idiom ->
                DynamicTest.dynamicTest(
                    idiom.name(), () -> new Agreement(idiom.program()).check()));
  }
}
