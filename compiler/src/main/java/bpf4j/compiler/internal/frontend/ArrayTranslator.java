package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.StackArray;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.lang.reflect.Array;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IntInsnNode;

/** Arrays of numbers with a constant length live on the stack; constant arrays are folded. */
final class ArrayTranslator {
  private static final int STACK_BYTES = 512;
  private static final int MAX_CHAIN = 32;

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Arithmetic arithmetic;

  ArrayTranslator(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
    this.arithmetic = new Arithmetic(translator);
  }

  void allocate(Frame frame, AbstractInsnNode insn) {
    if (insn.getOpcode() != Opcodes.NEWARRAY) {
      throw translator.refuse(
          "arrays of objects or of arrays would need a heap; use an array of numbers, or a map");
    }
    Class<?> element = element(((IntInsnNode) insn).operand);
    Value length = arithmetic.number(frame.pop());
    if (!length.isConst()) {
      throw translator.refuse(
          "an array in the kernel needs a constant length; allocate the largest length and use a"
              + " part of it");
    }
    if (length.imm() < 0) {
      throw translator.refuse("an array of negative length " + length.imm());
    }
    long bytes = length.imm() * size(element);
    if (bytes > STACK_BYTES) {
      throw translator.refuse(
          "an array of "
              + bytes
              + " bytes does not fit the BPF stack of "
              + STACK_BYTES
              + "; keep it in a per-CPU array map");
    }
    int rounded = Math.max(8, (int) bytes + 7 & ~7);
    StackSlot slot = builder.graph().newSlot(rounded, "array");
    Value pointer = builder.graph().address(slot);
    new MemoryTranslator(translator).zero(pointer, 0, rounded);
    frame.push(new StackArray(pointer, element, (int) length.imm()));
  }

  private Class<?> element(int code) {
    return switch (code) {
      case Opcodes.T_BOOLEAN -> boolean.class;
      case Opcodes.T_CHAR -> char.class;
      case Opcodes.T_BYTE -> byte.class;
      case Opcodes.T_SHORT -> short.class;
      case Opcodes.T_INT -> int.class;
      case Opcodes.T_LONG -> long.class;
      default -> throw translator.refuse(Refusals.opcode(Opcodes.FALOAD));
    };
  }

  static int size(Class<?> element) {
    if (element == long.class) {
      return 8;
    } else if (element == int.class) {
      return 4;
    }
    return element == short.class || element == char.class ? 2 : 1;
  }

  Value length(JavaValue array) {
    if (array instanceof StackArray stack) {
      return builder.i32(stack.length());
    }
    if (array instanceof Constant constant
        && constant.object() != null
        && constant.object().getClass().isArray()) {
      return builder.i32(Array.getLength(constant.object()));
    }
    throw translator.refuse("the length of " + array.describe() + " is not known");
  }

  void load(Frame frame) {
    Value index = arithmetic.number(frame.pop());
    JavaValue array = frame.pop();
    if (array instanceof Constant constant && constant.object() != null) {
      frame.push(loadConstant(constant.object(), index));
      return;
    }
    StackArray stack = stack(array);
    Class<?> element = stack.element();
    int bytes = size(element);
    Place place = place(stack, index);
    Type type = element == long.class ? Type.I64 : Type.I32;
    Value value = builder.load(type, place.pointer(), place.offset(), Access.of(bytes, false));
    if (element == byte.class) {
      value = builder.op(Op.SEXT8, Type.I32, value);
    } else if (element == short.class) {
      value = builder.op(Op.SEXT16, Type.I32, value);
    }
    frame.push(new Scalar(value));
  }

  private JavaValue loadConstant(Object array, Value index) {
    int length = Array.getLength(array);
    if (!index.isConst()) {
      return chooseConstant(array, length, index);
    }
    if (index.imm() < 0 || index.imm() >= length) {
      throw translator.refuse("index " + index.imm() + " is outside an array of " + length);
    }
    Object element = Array.get(array, (int) index.imm());
    if (element instanceof Long number && array instanceof long[]) {
      return new Scalar(builder.i64(number));
    } else if (element instanceof Boolean flag && array instanceof boolean[]) {
      return new Scalar(builder.i32(flag ? 1 : 0));
    } else if (element instanceof Character c && array instanceof char[]) {
      return new Scalar(builder.i32(c));
    } else if (element instanceof Number number
        && array.getClass().getComponentType().isPrimitive()
        && !(number instanceof Float)
        && !(number instanceof Double)) {
      return new Scalar(builder.i32(number.intValue()));
    }
    return new Constant(element);
  }

  /** A short constant array is a chain of comparisons; this is how javac switches on enums. */
  private JavaValue chooseConstant(Object array, int length, Value index) {
    if (length > MAX_CHAIN || !array.getClass().getComponentType().isPrimitive()) {
      throw translator.refuse(
          "a captured array of more than "
              + MAX_CHAIN
              + " elements can only be read at constant indexes; put it into an array map");
    }
    Block join = builder.newBlock();
    Value[] args = new Value[length];
    for (int i = 0; i < length; i++) {
      Block match = builder.newBlock();
      Block next = builder.newBlock();
      builder.branch(Cond.EQ, index, builder.i32(i), match, next);
      builder.startBlock(match);
      builder.jump(join);
      args[i] = arithmetic.number(loadConstant(array, builder.i32(i)));
      builder.startBlock(next);
    }
    builder.block().setPosition(builder.position());
    builder.block().fail(builder.site("index out of bounds"));
    builder.startBlock(join);
    if (length == 0) {
      throw translator.refuse("an array without elements cannot be read");
    }
    Value phi = builder.phi(args[0].type());
    phi.setArgs(args);
    return new Scalar(phi);
  }

  void store(Frame frame) {
    JavaValue value = frame.pop();
    Value index = arithmetic.number(frame.pop());
    StackArray stack = stack(frame.pop());
    Place place = place(stack, index);
    builder.store(place.pointer(), place.offset(), size(stack.element()), arithmetic.number(value));
  }

  private StackArray stack(JavaValue array) {
    if (array instanceof StackArray stack) {
      return stack;
    }
    throw translator.refuse(
        (array == null ? "an array" : array.describe())
            + " lives on the Java heap, where the kernel does not write; use a map");
  }

  private record Place(Value pointer, int offset) {}

  /** Where an element is; ends the run when the index is out of bounds. */
  private Place place(StackArray array, Value index) {
    int bytes = size(array.element());
    if (index.isConst()) {
      if (index.imm() >= 0 && index.imm() < array.length()) {
        return new Place(array.pointer(), (int) index.imm() * bytes);
      }
      builder.block().setPosition(builder.position());
      builder.block().fail(builder.site("index " + index.imm() + " out of bounds"));
      builder.startBlock(builder.newBlock());
      return new Place(array.pointer(), 0);
    }
    Value wide = builder.op(Op.ZEXT32, Type.I64, index);
    builder.requireBound(wide, array.length(), "index out of bounds");
    Value scaled =
        bytes == 1
            ? wide
            : builder.op(Op.SHL, Type.I64, wide, builder.i64(Integer.numberOfTrailingZeros(bytes)));
    return new Place(builder.op(Op.ADD, Type.STACK, array.pointer(), scaled), 0);
  }
}
