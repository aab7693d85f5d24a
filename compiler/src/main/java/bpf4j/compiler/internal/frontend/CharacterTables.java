package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Methods of {@link Character} on single characters, as tables of this JVM's answers: of 128, 256
 * or all 65,536 characters, whichever the argument can be.
 */
final class CharacterTables {
  private static final int ASCII = 128;
  private static final int LATIN = 256;
  private static final int ALL = 65_536;

  private static final Map<String, IntPredicate> TESTS =
      Map.ofEntries(
          Map.entry("isDigit", Character::isDigit),
          Map.entry("isLetter", Character::isLetter),
          Map.entry("isLetterOrDigit", Character::isLetterOrDigit),
          Map.entry("isUpperCase", Character::isUpperCase),
          Map.entry("isLowerCase", Character::isLowerCase),
          Map.entry("isTitleCase", Character::isTitleCase),
          Map.entry("isWhitespace", Character::isWhitespace),
          Map.entry("isSpaceChar", Character::isSpaceChar),
          Map.entry("isISOControl", Character::isISOControl),
          Map.entry("isDefined", Character::isDefined),
          Map.entry("isJavaIdentifierStart", Character::isJavaIdentifierStart),
          Map.entry("isJavaIdentifierPart", Character::isJavaIdentifierPart));

  private static final Map<String, IntUnaryOperator> MAPPINGS =
      Map.of(
          "toUpperCase", c -> Character.toUpperCase((char) c),
          "toLowerCase", c -> Character.toLowerCase((char) c),
          "toTitleCase", c -> Character.toTitleCase((char) c));

  private final GraphBuilder builder;

  CharacterTables(GraphBuilder builder) {
    this.builder = builder;
  }

  /** The result; null when the method is not one of these. */
  JavaValue call(String name, String descriptor, List<JavaValue> args) {
    if (args.isEmpty() || !(args.get(0) instanceof Scalar scalar)) {
      return null;
    }
    Value character = scalar.value();
    if (descriptor.equals("(C)Z") && TESTS.containsKey(name)) {
      boolean[] answers = new boolean[size(character)];
      for (int c = 0; c < answers.length; c++) {
        answers[c] = TESTS.get(name).test(c);
      }
      return new Scalar(new ConstantTable(builder, answers).load(character));
    } else if (descriptor.equals("(C)C") && MAPPINGS.containsKey(name)) {
      char[] answers = new char[size(character)];
      for (int c = 0; c < answers.length; c++) {
        answers[c] = (char) MAPPINGS.get(name).applyAsInt(c);
      }
      return new Scalar(new ConstantTable(builder, answers).load(character));
    } else if (descriptor.equals("(CI)I")
        && name.equals("digit")
        && args.get(1) instanceof Scalar radix
        && radix.value().isConst()) {
      return digits(character, (int) radix.value().imm());
    }
    return null;
  }

  private JavaValue digits(Value character, int radix) {
    byte[] answers = new byte[size(character)];
    for (int c = 0; c < answers.length; c++) {
      answers[c] = (byte) Character.digit((char) c, radix);
    }
    return new Scalar(new ConstantTable(builder, answers).load(character));
  }

  /** How many characters the table needs. */
  private static int size(Value character) {
    long largest = KnownBits.unsignedMax(character);
    return largest < ASCII ? ASCII : largest < LATIN ? LATIN : ALL;
  }
}
