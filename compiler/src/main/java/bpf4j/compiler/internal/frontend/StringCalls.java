package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The methods of strings that all others are made of: {@code charAt}, {@code length}, and
 * comparisons of bytes.
 */
final class StringCalls {
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Arithmetic arithmetic;

  StringCalls(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
    this.arithmetic = new Arithmetic(translator);
  }

  /** The result; null when the method is not one of these, or not for such strings. */
  JavaValue call(JavaValue string, String name, List<JavaValue> args) {
    if (string instanceof StringRef ref) {
      return ofMemory(ref, name, args);
    }
    String text = text(string);
    return switch (name) {
      case "length" -> new Scalar(builder.i32(text.length()));
      case "charAt" -> new Scalar(charAt(text, arithmetic.number(args.get(0))));
      case "equals" -> args.get(0) instanceof StringRef other ? equal(other, string) : null;
      default -> null;
    };
  }

  /** What {@code StringBytes} offers to substitutes of string methods. */
  JavaValue bytes(String name, StringRef ref, List<JavaValue> args) {
    return switch (name) {
      case "capacity" -> new Scalar(builder.i32(ref.size()));
      case "requireAscii" -> {
        requireAscii(ref);
        yield null;
      }
      case "at" -> new Scalar(byteAt(ref, arithmetic.number(args.get(1))));
      default -> throw new IllegalStateException(name);
    };
  }

  private static String text(JavaValue value) {
    return value instanceof Constant constant && constant.object() instanceof String text
        ? text
        : null;
  }

  private Value charAt(String text, Value index) {
    if (text.isEmpty()) {
      builder.block().setPosition(builder.position());
      builder.block().fail(builder.site("index out of bounds"));
      builder.startBlock(builder.newBlock());
      return builder.i32(0);
    }
    boolean ascii = text.chars().allMatch(c -> c < 0x80);
    return new ConstantTable(
            builder, ascii ? text.getBytes(StandardCharsets.US_ASCII) : text.toCharArray())
        .load(index);
  }

  private JavaValue ofMemory(StringRef ref, String name, List<JavaValue> args) {
    return switch (name) {
      case "charAt" -> new Scalar(charAt(ref, arithmetic.number(args.get(0))));
      case "isEmpty" -> bool(Cond.EQ, load(ref, 0, 1), builder.i32(0));
      case "equals", "contentEquals" -> equal(ref, args.get(0));
      case "startsWith" -> args.size() == 1 ? startsWith(ref, text(args.get(0))) : null;
      default -> null;
    };
  }

  private JavaValue bool(Cond cond, Value left, Value right) {
    return new Scalar(arithmetic.bool(cond, left, right));
  }

  /** Bytes of the string as one number, in the machine's order. */
  private Value load(StringRef ref, int offset, int bytes) {
    Type type = bytes == Long.BYTES ? Type.I64 : Type.I32;
    return builder.load(type, ref.pointer(), offset, Access.of(bytes, false));
  }

  /** Ends the run if the string has characters of more than one byte, which cannot be counted. */
  void requireAscii(StringRef ref) {
    Value all = builder.i64(0);
    int offset = 0;
    while (offset < ref.size()) {
      int bytes = chunk(ref.size() - offset);
      Value part = load(ref, offset, bytes);
      Value wide = bytes == Long.BYTES ? part : builder.op(Op.ZEXT32, Type.I64, part);
      all = builder.op(Op.OR, Type.I64, all, wide);
      offset += bytes;
    }
    Value beyond = builder.op(Op.AND, Type.I64, all, builder.i64(NOT_ASCII));
    builder.require(Cond.EQ, beyond, builder.i64(0), "a string that is not all ASCII");
  }

  private static int chunk(int left) {
    return Math.min(Long.BYTES, Integer.highestOneBit(left));
  }

  private Value charAt(StringRef ref, Value index) {
    requireAscii(ref);
    Value letter = byteAt(ref, index);
    // Behind the string's end there is nothing but zeros.
    builder.require(Cond.NE, letter, builder.i32(0), "string index out of bounds");
    return letter;
  }

  private Value byteAt(StringRef ref, Value index) {
    Value wide = builder.op(Op.ZEXT32, Type.I64, index);
    builder.requireBound(wide, ref.size(), "string index out of bounds");
    Value address = builder.op(Op.ADD, Type.STACK, ref.pointer(), wide);
    return builder.load(Type.I32, address, 0, Access.of(1, false));
  }

  private JavaValue equal(StringRef ref, JavaValue other) {
    if (other instanceof Choice choice) {
      return new Choices(translator).each(choice, option -> equal(ref, option));
    }
    if (other instanceof StringRef second) {
      return equal(ref, second);
    }
    byte[] bytes = text(other) == null ? null : utf8(text(other));
    return bytes == null || bytes.length > ref.size()
        ? new Scalar(builder.i32(0))
        : equal(ref, Arrays.copyOf(bytes, ref.size()));
  }

  private JavaValue startsWith(StringRef ref, String prefix) {
    if (prefix == null) {
      return null;
    }
    byte[] bytes = utf8(prefix);
    return bytes == null || bytes.length > ref.size()
        ? new Scalar(builder.i32(0))
        : equal(ref, bytes);
  }

  /** The bytes of a string; null if no string in memory can have them. */
  private static byte[] utf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean possible = new String(bytes, StandardCharsets.UTF_8).equals(text);
    return possible && text.indexOf('\0') < 0 ? bytes : null;
  }

  /** Whether a string begins with bytes. */
  private JavaValue equal(StringRef ref, byte[] bytes) {
    ByteBuffer expected = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    Conjunction all = new Conjunction(builder);
    int offset = 0;
    while (offset < bytes.length) {
      int size = chunk(bytes.length - offset);
      Value part = load(ref, offset, size);
      long number =
          switch (size) {
            case 8 -> expected.getLong(offset);
            case 4 -> expected.getInt(offset);
            case 2 -> expected.getShort(offset) & 0xffff;
            default -> expected.get(offset) & 0xff;
          };
      all.and(Cond.EQ, part, builder.constant(part.type(), number));
      offset += size;
    }
    return new Scalar(all.end());
  }

  private JavaValue equal(StringRef left, StringRef right) {
    boolean ordered = left.size() >= right.size();
    StringRef longer = ordered ? left : right;
    StringRef shorter = ordered ? right : left;
    Conjunction all = new Conjunction(builder);
    int offset = 0;
    while (offset < shorter.size()) {
      int size = chunk(shorter.size() - offset);
      all.and(Cond.EQ, load(left, offset, size), load(right, offset, size));
      offset += size;
    }
    if (longer.size() > shorter.size()) {
      all.and(Cond.EQ, load(longer, shorter.size(), 1), builder.i32(0));
    }
    return new Scalar(all.end());
  }
}
