package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;

/** The two methods of strings that all others are made of: {@code length} and {@code charAt}. */
final class StringCalls {
  private final MethodTranslator translator;
  private final GraphBuilder builder;

  StringCalls(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
  }

  static boolean isString(JavaValue value) {
    return value instanceof Constant constant && constant.object() instanceof String;
  }

  /** The result; null when the method is not one of these. */
  JavaValue call(JavaValue string, String name, List<JavaValue> args) {
    if (!(string instanceof Constant constant) || !(constant.object() instanceof String text)) {
      return null;
    }
    return switch (name) {
      case "length" -> new Scalar(builder.i32(text.length()));
      case "charAt" -> new Scalar(charAt(text, new Arithmetic(translator).number(args.get(0))));
      default -> null;
    };
  }

  private Value charAt(String text, Value index) {
    if (text.isEmpty()) {
      throw translator.refuse("charAt of an empty string always fails");
    }
    return new ConstantTable(builder, isAscii(text) ? bytes(text) : text.toCharArray()).load(index);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static byte[] bytes(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }
}
