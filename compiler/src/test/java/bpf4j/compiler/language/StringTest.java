package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Strings known while compiling, read at indexes that are not. */
@SuppressWarnings("LoopOverCharArray") // to be tried
class StringTest {
  private static final String LONG = "a string of more than thirty-two characters, all told";
  private static final String GREEK = "\u03b1\u03b2\u03b3 and more of them";

  private static String chosen(int number) {
    return number > 3 ? "hello" : number < 0 ? "a" : LONG;
  }

  @TestFactory
  Stream<DynamicTest> strings() {
    String captured = "captured";
    return Idiom.agree(
        idiom("charAt", p -> "hello".charAt(a(p) & 3)),
        idiom("charAt of any index", p -> "hello".charAt(a(p))),
        idiom("charAt of a long string", p -> LONG.charAt(a(p) & 31)),
        idiom("charAt of a long string, any index", p -> LONG.charAt(b(p))),
        idiom("charAt beyond ASCII", p -> GREEK.charAt(a(p) & 3)),
        idiom("charAt of a captured string", p -> captured.charAt(a(p) & 7) + captured.length()),
        idiom("charAt of one of several", p -> chosen(a(p)).charAt(b(p) & 3)),
        idiom(
            "hashed by hand",
            p -> {
              int hash = p.u8(0);
              for (int i = 0; i < LONG.length(); i++) {
                hash = 31 * hash + LONG.charAt(i);
              }
              return hash;
            }),
        idiom(
            "compared with the packet",
            p -> {
              String wanted = "\0\0\0\7";
              for (int i = 0; i < wanted.length(); i++) {
                if (p.u8(i) != wanted.charAt(i)) {
                  return i;
                }
              }
              return -1;
            }),
        idiom(
            "taken apart",
            p -> {
              int sum = a(p);
              for (char c : captured.toCharArray()) {
                sum = sum * 3 + c;
              }
              return sum;
            }),
        idiom("startsWith at an offset", p -> captured.startsWith("tu", a(p)) ? 1 : 2),
        idiom("endsWith", p -> chosen(a(p)).endsWith("lo") ? 1 : 2),
        idiom("contains", p -> chosen(a(p)).contains("ll") ? 1 : 2),
        idiom("indexOf a constant", p -> chosen(a(p)).indexOf("l") * 3 + captured.indexOf('t')),
        idiom("indexOf anything", p -> "abc\7d".indexOf((char) a(p))),
        idiom("lastIndexOf anything", p -> "ab\7c\7d".lastIndexOf((char) a(p))),
        idiom("hashCode", p -> chosen(a(p)).hashCode() + captured.hashCode()),
        idiom("charAt past the end", p -> a(p) > 3 ? "abc".charAt(3) : 2),
        idiom("charAt of nothing", p -> a(p) > 3 ? "".charAt(b(p)) : 2),
        idiom("charAt of nothing or something", p -> (a(p) > 3 ? "" : "abc").charAt(b(p))),
        idiom("a substring past the end", p -> a(p) > 3 ? "abc".substring(4).length() : 2),
        idiom("isEmpty", p -> chosen(a(p)).isEmpty() || "".isEmpty() ? b(p) : 2));
  }
}
