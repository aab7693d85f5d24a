package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Switches over numbers and strings. */
@SuppressWarnings({"TraditionalSwitchExpression"}) // to be tried
class SwitchTest {
  @TestFactory
  @SuppressWarnings("fallthrough") // that is what is tried
  Stream<DynamicTest> overNumbers() {
    return Idiom.agree(
        idiom(
            "dense, with breaks",
            p -> {
              int result = 100;
              switch (a(p)) {
                case 0:
                  result = 1;
                  break;
                case 1:
                  result = 2;
                  break;
                case 2:
                case 3:
                  result = b(p);
                  break;
                default:
                  result++;
                  break;
              }
              return result;
            }),
        idiom(
            "falling through",
            p -> {
              int result = 0;
              switch (a(p) & 7) {
                case 0:
                  result += 1;
                // fall through
                case 1:
                  result += 10;
                // fall through
                case 5:
                  result += 100;
                  break;
                case 3:
                  result += 1000;
                // fall through
                default:
                  result += 10_000;
              }
              return result;
            }),
        idiom(
            "sparse, as an expression",
            p ->
                switch (a(p)) {
                  case -7 -> 1;
                  case 0 -> 2;
                  case 7 -> 3;
                  case 1000 -> 4;
                  case Integer.MAX_VALUE -> 5;
                  case Integer.MIN_VALUE -> 6;
                  default -> 7;
                }),
        idiom(
            "many cases",
            p ->
                switch (a(p) & 31) {
                  case 0, 1, 2 -> 3;
                  case 3 -> 33;
                  case 4 -> b(p);
                  case 5, 21 -> -b(p);
                  case 7 -> 70;
                  case 9 -> 90;
                  case 11 -> 110;
                  case 13, 14, 15, 16 -> 1516;
                  case 24 -> 240;
                  case 30 -> 300;
                  default -> 999;
                }),
        idiom(
            "without default",
            p -> {
              int result = b(p);
              switch (a(p)) {
                case 5 -> result = 50;
                case 7 -> result = 70;
              }
              return result;
            }),
        idiom(
            "with returns",
            p -> {
              switch (a(p)) {
                case 1:
                  return 10;
                case 2:
                  return 20;
                default:
                  break;
              }
              return b(p);
            }),
        idiom(
            "with yield and the operand stack in use",
            p ->
                b(p)
                    * switch (a(p)) {
                      case 5:
                        yield fold(x(p));
                      case 7:
                        int square = a(p) * a(p);
                        yield square;
                      default:
                        yield -1;
                    }),
        idiom(
            "over a char",
            p ->
                switch ((char) (a(p) & 0xff | 0x40)) {
                  case 'A' -> 1;
                  case 'G' -> 2;
                  case 'E' -> 3;
                  default -> 4;
                }),
        idiom(
            "over what is known",
            p -> {
              int mode = 2;
              return switch (mode) {
                case 1 -> a(p);
                case 2 -> b(p);
                default -> 0;
              };
            }),
        idiom(
            "over a boxed number",
            p -> {
              Integer number = a(p);
              return switch (number) {
                case 5 -> 1;
                case 7 -> 2;
                default -> 3;
              };
            }),
        idiom(
            "in a loop",
            p -> {
              int sum = 0;
              for (int i = 0; i < 8; i++) {
                switch (p.u8(i) & 3) {
                  case 0:
                    continue;
                  case 1:
                    sum += 1;
                    break;
                  case 2:
                    sum += 20;
                    break;
                  default:
                    sum = -sum;
                }
                sum++;
              }
              return sum;
            }),
        idiom(
            "with a throwing default",
            p ->
                switch (a(p) & 3) {
                  case 1 -> 5;
                  case 3 -> 6;
                  default -> throw new IllegalStateException();
                }));
  }

  @TestFactory
  Stream<DynamicTest> overStrings() {
    String protocol = "tcp";
    return Idiom.agree(
        idiom(
            "over a captured string",
            p ->
                switch (protocol) {
                  case "udp" -> a(p);
                  case "tcp" -> b(p);
                  default -> 0;
                }),
        idiom(
            "over one of two strings",
            p -> {
              String name = "FB";
              return switch (name) {
                case "Ea" -> a(p);
                case "FB" -> b(p);
                default -> 0;
              };
            }),
        idiom("equals of strings", p -> protocol.equals("tcp") ? a(p) : b(p)),
        idiom("== of strings", p -> sameString(protocol) ? a(p) : b(p)),
        idiom("length and charAt", p -> protocol.length() * a(p) + protocol.charAt(1)));
  }

  @SuppressWarnings("ReferenceEquality") // that is what is tried
  private static boolean sameString(String name) {
    return name == "tcp";
  }
}
