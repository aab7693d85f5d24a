package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.StackArray;
import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Arrays of numbers with a constant length live on the stack, those of references are taken apart
 * into their elements; constant arrays are folded.
 */
final class ArrayTranslator {
  private static final int STACK_BYTES = 512;
  private static final int MAX_OBJECTS = 64;

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Arithmetic arithmetic;
  private final MemoryTranslator memory;
  private final Choices choices;

  ArrayTranslator(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
    this.arithmetic = new Arithmetic(translator);
    this.memory = new MemoryTranslator(translator);
    this.choices = new Choices(translator);
  }

  void allocate(Frame frame, AbstractInsnNode insn) {
    if (insn instanceof IntInsnNode ofNumbers) {
      frame.push(ofNumbers(element(ofNumbers.operand), constantLength(frame.pop())));
    } else if (insn instanceof TypeInsnNode ofObjects) {
      Class<?> component = Classes.find(translator, ofObjects.desc);
      frame.push(ofObjects(component.arrayType(), constantLength(frame.pop())));
    } else if (insn instanceof MultiANewArrayInsnNode nested) {
      int[] lengths = new int[nested.dims];
      for (int i = lengths.length - 1; i >= 0; i--) {
        lengths[i] = constantLength(frame.pop());
      }
      frame.push(nested(Classes.find(translator, nested.desc), lengths, 0));
    }
  }

  private int constantLength(JavaValue value) {
    Value length = arithmetic.number(value);
    if (!length.isConst()) {
      throw translator.refuse(
          "an array in the kernel needs a constant length; allocate the largest length and use a"
              + " part of it");
    }
    if (length.imm() < 0) {
      throw translator.refuse("an array of negative length " + length.imm());
    }
    return (int) length.imm();
  }

  /** A new array of zeros on the stack. */
  StackArray ofNumbers(Class<?> element, int length) {
    if (element == float.class || element == double.class) {
      throw translator.refuse(Refusals.opcode(Opcodes.FALOAD));
    }
    long bytes = (long) length * size(element);
    if (bytes > STACK_BYTES) {
      throw translator.refuse(
          "an array of "
              + bytes
              + " bytes does not fit the BPF stack of "
              + STACK_BYTES
              + "; keep it in a per-CPU array map");
    }
    int rounded = Math.max(8, (int) bytes + 7 & ~7);
    StackSlot slot = builder.graph().newSlot(rounded, "array", builder.position());
    Value pointer = builder.graph().address(slot);
    memory.zero(pointer, 0, rounded);
    return new StackArray(pointer, element, length);
  }

  /** A new array of references, each of them known by itself. */
  private Virtual ofObjects(Class<?> type, int length) {
    if (length > MAX_OBJECTS) {
      throw translator.refuse(
          "an array of more than "
              + MAX_OBJECTS
              + " references would need a heap; use arrays of numbers, or a map");
    }
    JavaValue[] elements = new JavaValue[length];
    Arrays.fill(elements, Constant.NULL);
    return translator.allocate(type, elements);
  }

  private JavaValue nested(Class<?> type, int[] lengths, int depth) {
    Class<?> component = type.getComponentType();
    if (component.isPrimitive()) {
      return ofNumbers(component, lengths[depth]);
    }
    Virtual array = ofObjects(type, lengths[depth]);
    if (depth + 1 < lengths.length) {
      for (int i = 0; i < lengths[depth]; i++) {
        JavaValue element = nested(component, lengths, depth + 1);
        translator.setHeap(translator.heap().with(array.id(), i, element));
      }
    }
    return array;
  }

  /** A new array with the elements of another. */
  JavaValue copy(JavaValue array) {
    if (array instanceof StackArray from) {
      return memory.copyOf(from);
    } else if (array instanceof Virtual virtual) {
      return translator.allocate(virtual.type(), translator.heap().fields(virtual.id()).clone());
    } else if (array instanceof Constant constant && constant.object() instanceof Object[]) {
      return constant;
    }
    Object from = ((Constant) array).object();
    int length = Array.getLength(from);
    StackArray to = ofNumbers(from.getClass().getComponentType(), length);
    for (int i = 0; i < length; i++) {
      Value number = arithmetic.number(constantElement(from, i));
      builder.store(to.pointer(), i * size(to.element()), size(to.element()), number);
    }
    return to;
  }

  /** True for arrays, wherever they are. */
  static boolean isArray(JavaValue value) {
    return value instanceof StackArray
        || value instanceof Virtual virtual && virtual.type().isArray()
        || value instanceof Constant constant
            && constant.object() != null
            && constant.object().getClass().isArray();
  }

  private static Class<?> element(int code) {
    return switch (code) {
      case Opcodes.T_BOOLEAN -> boolean.class;
      case Opcodes.T_CHAR -> char.class;
      case Opcodes.T_BYTE -> byte.class;
      case Opcodes.T_SHORT -> short.class;
      case Opcodes.T_INT -> int.class;
      case Opcodes.T_LONG -> long.class;
      default -> float.class;
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
    if (array instanceof Choice choice) {
      UnaryOperator<JavaValue> length = option -> new Scalar(length(option));
      return arithmetic.number(choices.use(choice, "array", length));
    }
    if (array instanceof StackArray stack) {
      return builder.i32(stack.length());
    }
    if (!isArray(array)) {
      throw translator.refuse("the length of " + array.describe() + " is not known");
    }
    return builder.i32(
        array instanceof Virtual virtual
            ? translator.heap().fields(virtual.id()).length
            : Array.getLength(((Constant) array).object()));
  }

  void load(Frame frame) {
    Value index = arithmetic.number(frame.pop());
    frame.push(load(frame.pop(), index));
  }

  /** The element at an index. */
  JavaValue load(JavaValue array, Value index) {
    if (array instanceof Choice choice) {
      return choices.use(choice, "array", option -> load(option, index));
    }
    if (array instanceof Virtual virtual && virtual.type().isArray()) {
      return chosen(List.of(translator.heap().fields(virtual.id())), index);
    }
    if (array instanceof Constant constant && isArray(array)) {
      return loadConstant(constant.object(), index);
    }
    StackArray stack = stack(array);
    Class<?> element = stack.element();
    int bytes = size(element);
    Place place = place(stack, index);
    if (stack.layout() != null) {
      return memory.load(stack.layout(), place.pointer(), place.offset());
    }
    Type type = element == long.class ? Type.I64 : Type.I32;
    Value value = builder.load(type, place.pointer(), place.offset(), Access.of(bytes, false));
    if (element == byte.class) {
      value = builder.op(Op.SEXT8, Type.I32, value);
    } else if (element == short.class) {
      value = builder.op(Op.SEXT16, Type.I32, value);
    }
    return new Scalar(value);
  }

  private JavaValue loadConstant(Object array, Value index) {
    int length = Array.getLength(array);
    if (index.isConst() && index.imm() >= 0 && index.imm() < length) {
      return constantElement(array, (int) index.imm());
    }
    if (index.isConst() || length == 0) {
      return outOfBounds(array.getClass().getComponentType());
    }
    if (!(array instanceof Object[] objects)) {
      return new Scalar(new ConstantTable(builder, array).load(index));
    }
    List<JavaValue> elements = new ArrayList<>(length);
    boolean inOrder = true;
    for (int i = 0; i < length; i++) {
      elements.add(new Constant(objects[i]));
      inOrder &= objects[i] instanceof Enum<?> e && e.ordinal() == i;
    }
    if (inOrder) {
      // Such as values() of an enum.
      requireBound(index, length);
      return new EnumRef(((Enum<?>) objects[0]).getDeclaringClass(), index, null);
    }
    return chosen(elements, index);
  }

  private JavaValue constantElement(Object array, int index) {
    return new FieldTranslator(translator)
        .ofObject(Array.get(array, index), array.getClass().getComponentType());
  }

  private JavaValue outOfBounds(Class<?> element) {
    builder.block().setPosition(builder.position());
    builder.block().fail(builder.site("index out of bounds"));
    builder.startBlock(builder.newBlock());
    return element.isPrimitive()
        ? new Scalar(element == long.class ? builder.i64(0) : builder.i32(0))
        : Constant.NULL;
  }

  private void requireBound(Value index, int length) {
    builder.require(Cond.ULT, index, builder.i32(length), "index out of bounds");
  }

  /** One of several references, by its index. */
  private JavaValue chosen(List<JavaValue> elements, Value index) {
    if (index.isConst()) {
      return index.imm() >= 0 && index.imm() < elements.size()
          ? elements.get((int) index.imm())
          : outOfBounds(Object.class);
    }
    return choices.each(byIndex(elements, index), element -> element);
  }

  private Choice byIndex(List<JavaValue> elements, Value index) {
    if (elements.size() > MAX_OBJECTS) {
      throw translator.refuse(
          "an array of more than "
              + MAX_OBJECTS
              + " references can only be read at constant indexes; use arrays of numbers, or a"
              + " map");
    }
    requireBound(index, elements.size());
    List<Choice.Option> options = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      options.add(new Choice.Option(i, elements.get(i)));
    }
    return new Choice(index, options);
  }

  void store(Frame frame) {
    JavaValue value = frame.pop();
    Value index = arithmetic.number(frame.pop());
    store(frame.pop(), index, value);
  }

  private JavaValue store(JavaValue array, Value index, JavaValue value) {
    if (array instanceof Choice choice) {
      return choices.use(choice, "array", option -> store(option, index, value));
    }
    if (array instanceof Virtual virtual && virtual.type().isArray()) {
      storeReference(virtual, index, value);
      return null;
    }
    StackArray stack = stack(array);
    Place place = place(stack, index);
    if (stack.layout() != null) {
      memory.store(stack.layout(), place.pointer(), place.offset(), value);
      return null;
    }
    builder.store(place.pointer(), place.offset(), size(stack.element()), arithmetic.number(value));
    return null;
  }

  private void storeReference(Virtual array, Value index, JavaValue value) {
    int length = translator.heap().fields(array.id()).length;
    if (index.isConst()) {
      if (index.imm() < 0 || index.imm() >= length) {
        outOfBounds(Object.class);
        return;
      }
      translator.setHeap(translator.heap().with(array.id(), (int) index.imm(), value));
      return;
    }
    List<JavaValue> places = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      places.add(new Scalar(builder.i32(i)));
    }
    choices.each(
        byIndex(places, index),
        place -> {
          storeReference(array, ((Scalar) place).value(), value);
          return null;
        });
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
    int bytes = array.width();
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
    Value scaled = builder.op(Op.MUL, Type.I64, wide, builder.i64(bytes));
    return new Place(builder.op(Op.ADD, array.pointer().type(), array.pointer(), scaled), 0);
  }
}
