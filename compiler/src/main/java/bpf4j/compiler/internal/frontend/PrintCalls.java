package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.Kernel;
import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code System.out.println} and {@code printf}: lines of the kernel's trace log. */
final class PrintCalls {
  private static final int MAX_NUMBERS = 3;
  private static final Pattern CONVERSION = Pattern.compile("%([-+ 0,(#]*)(\\d*)([a-zA-Z%])|%");

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final HelperCalls helpers;

  PrintCalls(MethodTranslator translator, HelperCalls helpers) {
    this.translator = translator;
    this.builder = translator.builder();
    this.helpers = helpers;
  }

  /** Calls a method of {@code System.out}; it has no result that anybody could use. */
  void call(String name, String descriptor, List<JavaValue> args) {
    if (name.equals("println")) {
      println(descriptor, args);
    } else if (descriptor.startsWith("(Ljava/lang/String;[Ljava/lang/Object;)")) {
      printf(constantText(args.get(0), "the format"), elements(args.get(1)));
    } else {
      throw translator.refuse(
          "System.out."
              + name
              + " has no counterpart in the kernel's trace log, which takes whole lines; use println"
              + " or printf");
    }
  }

  private void println(String descriptor, List<JavaValue> args) {
    if (args.isEmpty()) {
      print(" ", List.of());
      return;
    }
    JavaValue value = args.get(0);
    if (value instanceof Choice choice) {
      new Choices(translator)
          .each(
              choice,
              option -> {
                println(descriptor, List.of(option));
                return null;
              });
      return;
    }
    if (value instanceof Scalar && (descriptor.startsWith("(I)") || descriptor.startsWith("(J)"))) {
      List<Value> numbers = new ArrayList<>(1);
      print(number(value, "", "", "d", numbers), numbers);
      return;
    }
    print(literal(constantText(value, "what println writes")), List.of());
  }

  private void printf(String format, List<JavaValue> args) {
    StringBuilder text = new StringBuilder();
    List<Value> numbers = new ArrayList<>(MAX_NUMBERS);
    Matcher conversion = CONVERSION.matcher(format);
    int at = 0;
    int next = 0;
    while (conversion.find()) {
      text.append(format, at, conversion.start());
      at = conversion.end();
      String kind = conversion.group(3);
      if (kind == null) {
        throw translator.refuse("the format ends within a conversion: \"" + format + "\"");
      } else if (kind.equals("n")) {
        text.append('\n');
      } else if (kind.equals("%")) {
        text.append("%%");
      } else if (next == args.size()) {
        throw translator.refuse("the format has more conversions than there are arguments");
      } else {
        JavaValue arg = args.get(next++);
        text.append(argument(arg, conversion.group(1), conversion.group(2), kind, numbers));
      }
    }
    text.append(format, at, format.length());
    // The log ends the line by itself.
    if (text.length() > 1 && text.charAt(text.length() - 1) == '\n') {
      text.setLength(text.length() - 1);
    }
    print(text.toString(), numbers);
  }

  private String argument(
      JavaValue arg, String flags, String width, String kind, List<Value> numbers) {
    boolean text = kind.equals("s");
    if (arg instanceof Constant constant
        && !(constant.object() instanceof Number)
        && (text || kind.equals("b") || kind.equals("c"))
        && flags.isEmpty()
        && width.isEmpty()) {
      return literal(String.valueOf(constant.object()));
    }
    boolean plain = flags.chars().allMatch(flag -> "-+ 0".indexOf(flag) >= 0);
    if (!plain || !text && !kind.equals("d") && !kind.equals("x") && !kind.equals("X")) {
      throw translator.refuse(
          "%"
              + flags
              + width
              + kind
              + " is not among what the kernel prints: %d, %x and %X of numbers, %s of constants");
    }
    return number(arg, flags, width, text ? "d" : kind, numbers);
  }

  /** The kernel's conversion of a number, which is added to those to print. */
  private String number(
      JavaValue arg, String flags, String width, String kind, List<Value> numbers) {
    Class<?> box =
        arg instanceof Boxed boxed
            ? boxed.box()
            : arg instanceof Constant constant && constant.object() instanceof Number number
                ? number.getClass()
                : arg instanceof Scalar ? Integer.class : null;
    if (box == null || box == Character.class || box == Boolean.class) {
      throw translator.refuse(
          (arg == null ? "an unknown value" : arg.describe())
              + " cannot be printed in the kernel; print numbers and constants");
    }
    Value value = new MemoryTranslator(translator).number(arg);
    if (!kind.equals("d") && (box == Byte.class || box == Short.class)) {
      int mask = box == Byte.class ? 0xff : 0xffff;
      value = builder.op(Op.AND, Type.I32, value, builder.i32(mask));
    }
    boolean wide = value.type() == Type.I64;
    numbers.add(wide ? value : builder.op(Op.SEXT32, Type.I64, value));
    return "%" + flags + width + (wide ? "l" : "") + kind;
  }

  private String constantText(JavaValue value, String what) {
    if (value instanceof Constant constant && constant.object() instanceof String text) {
      return text;
    }
    throw translator.refuse(
        what + " must be a constant string; print numbers by printf(\"%d%n\", number)");
  }

  private static String literal(String text) {
    return text.replace("%", "%%");
  }

  private List<JavaValue> elements(JavaValue array) {
    if (array instanceof Virtual virtual && virtual.type().isArray()) {
      return Arrays.asList(translator.heap().fields(virtual.id()));
    }
    throw translator.refuse("printf needs its arguments one by one");
  }

  private void print(String format, List<Value> numbers) {
    if (numbers.size() > MAX_NUMBERS) {
      throw translator.refuse(
          "the kernel prints up to " + MAX_NUMBERS + " numbers in a line; print more lines");
    }
    Class<?>[] parameters = new Class<?>[numbers.size() + 1];
    Arrays.fill(parameters, long.class);
    parameters[0] = String.class;
    List<JavaValue> args = new ArrayList<>(parameters.length);
    args.add(new Constant(format));
    numbers.forEach(number -> args.add(new Scalar(number)));
    try {
      Method printk = Kernel.class.getMethod("printk", parameters);
      helpers.call(printk.getAnnotation(Helper.class), printk, args);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
