package bpf4j.compiler.internal.frontend;

import static bpf4j.compiler.internal.ir.Type.I32;
import static bpf4j.compiler.internal.ir.Type.I64;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.ConstantData;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The elements of an array that exists while compiling, at an index that is known at run time only:
 * a part of one number where they fit into it, else read from memory that the kernel keeps
 * constant.
 */
final class ConstantTable {
  private static final int WORD = Long.BYTES;

  private final GraphBuilder builder;
  private final Object array;
  private final int length;
  private final Class<?> element;
  private final int bytes;

  /**
   * Prepares reads.
   *
   * @param array an array of integers or booleans, not empty
   */
  ConstantTable(GraphBuilder builder, Object array) {
    this.builder = builder;
    this.array = array;
    this.length = Array.getLength(array);
    this.element = array.getClass().getComponentType();
    this.bytes = ArrayTranslator.size(element);
  }

  /** The element at an index; ends the run when it is out of bounds. */
  Value load(Value index) {
    if (isNumbering()) {
      return chain(index);
    }
    Value raw = length * bytes <= WORD ? packed(index) : fromMemory(index);
    if (element == byte.class) {
      return builder.op(Op.SEXT8, I32, raw);
    }
    return element == short.class ? builder.op(Op.SEXT16, I32, raw) : raw;
  }

  private Value packed(Value index) {
    builder.require(Cond.ULT, index, builder.i32(length), "index out of bounds");
    Value wide = builder.op(Op.ZEXT32, I64, index);
    Value bits =
        builder.op(
            Op.SHL, I64, wide, builder.i64(Integer.numberOfTrailingZeros(bytes * Byte.SIZE)));
    Value shifted = builder.op(Op.SHR, I64, builder.i64(encode().getLong(0)), bits);
    if (element == long.class) {
      return shifted;
    }
    Value low = builder.op(Op.TRUNC, I32, shifted);
    return bytes == Integer.BYTES
        ? low
        : builder.op(Op.AND, I32, low, builder.i32((1 << bytes * Byte.SIZE) - 1));
  }

  private Value fromMemory(Value index) {
    Value wide = builder.op(Op.ZEXT32, I64, index);
    builder.requireBound(wide, length, "index out of bounds");
    Value offset = builder.op(Op.SHL, I64, wide, builder.i64(Integer.numberOfTrailingZeros(bytes)));
    Value memory = builder.constantMemory(new ConstantData(encode().array()));
    Value address = builder.op(Op.ADD, Type.MAP_VALUE, memory, offset);
    return builder.load(element == long.class ? I64 : I32, address, 0, Access.stable(bytes));
  }

  private ByteBuffer encode() {
    ByteBuffer memory =
        ByteBuffer.allocate(Math.max(WORD, length * bytes)).order(ByteOrder.nativeOrder());
    for (int i = 0; i < length; i++) {
      long number = number(i);
      switch (bytes) {
        case 1 -> memory.put(i, (byte) number);
        case 2 -> memory.putShort(i * bytes, (short) number);
        case 4 -> memory.putInt(i * bytes, (int) number);
        default -> memory.putLong(i * bytes, number);
      }
    }
    return memory;
  }

  private long number(int index) {
    Object value = Array.get(array, index);
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    return value instanceof Character c ? c : ((Number) value).longValue();
  }

  /**
   * Whether the elements number few of the indexes, as in the arrays that javac makes for switches
   * over enums: comparisons of such elements become comparisons of the index.
   */
  private boolean isNumbering() {
    if (element != int.class || length > 32) {
      return false;
    }
    long seen = 0;
    int count = 0;
    for (int i = 0; i < length; i++) {
      long number = number(i);
      if (number < 0 || number > length || number > 0 && (seen & 1L << number) != 0) {
        return false;
      }
      seen |= number > 0 ? 1L << number : 0;
      count += number > 0 ? 1 : 0;
    }
    return seen == (1L << count + 1) - 2;
  }

  private Value chain(Value index) {
    Block join = builder.newBlock();
    Value[] args = new Value[length];
    for (int i = 0; i < length; i++) {
      Block match = builder.newBlock();
      Block next = builder.newBlock();
      builder.branch(Cond.EQ, index, builder.i32(i), match, next);
      builder.startBlock(match);
      builder.jump(join);
      args[i] = builder.i32((int) number(i));
      builder.startBlock(next);
    }
    builder.block().setPosition(builder.position());
    builder.block().fail(builder.site("index out of bounds"));
    builder.startBlock(join);
    Value phi = builder.phi(I32);
    phi.setArgs(args);
    return phi;
  }
}
