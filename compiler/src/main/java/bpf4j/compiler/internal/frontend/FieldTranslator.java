package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.StackArray;
import bpf4j.compiler.internal.frontend.JavaValue.StructRef;
import bpf4j.compiler.internal.frontend.JavaValue.Thrown;
import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.maps.BpfMap;
import bpf4j.maps.layout.StructField;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.concurrent.atomic.AtomicLong;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Fields: those of objects that exist while compiling are read now and become constants; those of
 * objects that the program makes are values; those of structs in memory are loads and stores.
 */
final class FieldTranslator {
  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final MemoryTranslator memory;
  private final ReferenceTests references;
  private final Choices choices;

  FieldTranslator(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
    this.memory = new MemoryTranslator(translator);
    this.references = new ReferenceTests(translator);
    this.choices = new Choices(translator);
  }

  Class<?> classOf(String internalName) {
    return Classes.find(translator, internalName);
  }

  JavaValue allocate(TypeInsnNode insn) {
    Class<?> type = classOf(insn.desc);
    if (Throwable.class.isAssignableFrom(type)) {
      return new Thrown(type);
    }
    if (type == StringBuilder.class) {
      throw translator.refuse(Refusals.CONCATENATION);
    }
    if (AtomicCalls.isAtomic(type)) {
      JavaValue zero = new Scalar(type == AtomicLong.class ? builder.i64(0) : builder.i32(0));
      return translator.allocate(type, new JavaValue[] {zero});
    }
    if (Boxes.isBox(type) || type.getName().startsWith("java.")) {
      throw translator.refuse(
          "new "
              + type.getSimpleName()
              + " would need a heap; use numbers, records, fixed arrays or a map");
    }
    return translator.allocate(type, ObjectShape.of(type).defaults(builder));
  }

  JavaValue getStatic(FieldInsnNode insn) {
    Field field = find(classOf(insn.owner), insn.name);
    Object value = read(field, null);
    boolean snapshot =
        Modifier.isFinal(field.getModifiers())
            || value instanceof BpfMap
            || insn.owner.startsWith("REPL/");
    if (!snapshot) {
      throw translator.refuse(
          "the static field "
              + insn.name
              + " can change after compiling; make it final, or put the value into a map");
    }
    return ofObject(value, field.getType());
  }

  JavaValue get(FieldInsnNode insn, JavaValue receiver) {
    if (receiver instanceof Choice choice) {
      return choices.use(choice, insn.name, option -> get(insn, option));
    }
    if (receiver instanceof Virtual virtual) {
      return translator.heap().fields(virtual.id())[index(virtual, insn.name)];
    }
    references.requirePresent(receiver, insn.name);
    if (receiver instanceof StructRef ref) {
      StructField field = ref.layout().field(insn.name);
      return memory.load(field.layout(), ref.pointer(), ref.offset() + field.offset());
    }
    if (receiver instanceof Tuple tuple) {
      return tuple.fields().get(ObjectShape.of(tuple.type()).indexOf(insn.name));
    }
    if (receiver instanceof Constant constant && !constant.isNull()) {
      return getOfConstant(insn, constant.object());
    }
    if (receiver instanceof EnumRef ref) {
      return choices.use(choices.ofEnum(ref), insn.name, option -> get(insn, option));
    }
    if (receiver instanceof Boxed boxed && insn.name.equals("value")) {
      return new Scalar(boxed.value());
    }
    throw translator.refuse("the field " + insn.name + " of " + describe(receiver));
  }

  private JavaValue getOfConstant(FieldInsnNode insn, Object object) {
    Field field = find(object.getClass(), insn.name);
    Object value = read(field, object);
    if (!Modifier.isFinal(field.getModifiers()) && !(value instanceof BpfMap)) {
      throw translator.refuse(
          "the field "
              + insn.name
              + " of "
              + object.getClass().getName()
              + " can change after compiling; make it final, or put the value into a map");
    }
    return ofObject(value, field.getType());
  }

  void put(FieldInsnNode insn, JavaValue receiver, JavaValue value) {
    if (receiver instanceof Choice choice) {
      choices.use(
          choice,
          insn.name,
          option -> {
            put(insn, option, value);
            return null;
          });
      return;
    }
    if (receiver instanceof Virtual virtual) {
      int index = index(virtual, insn.name);
      translator.setHeap(translator.heap().with(virtual.id(), index, value));
      return;
    }
    references.requirePresent(receiver, insn.name);
    if (receiver instanceof StructRef ref) {
      StructField field = ref.layout().field(insn.name);
      if (value instanceof Virtual || value instanceof StructRef || value instanceof StackArray) {
        throw translator.refuse(
            "the field "
                + insn.name
                + " lies in memory and cannot become another name for "
                + describe(value)
                + "; write its parts one by one, or make it a record");
      }
      if (value instanceof Constant constant && constant.isNull()) {
        throw translator.refuse(
            "the field "
                + insn.name
                + " lies in memory, which has no null; write a value of its own");
      }
      memory.store(field.layout(), ref.pointer(), ref.offset() + field.offset(), value);
      return;
    }
    throw translator.refuse(
        "writing the field "
            + insn.name
            + " of "
            + describe(receiver)
            + " would not be seen by Java; put the value into a map");
  }

  private static String describe(JavaValue value) {
    return value == null ? "an unknown value" : value.describe();
  }

  private int index(Virtual virtual, String name) {
    int index = ObjectShape.of(virtual.type()).indexOf(name);
    if (index < 0 || translator.heap().fields(virtual.id()) == null) {
      throw translator.refuse(
          "the field " + name + " of " + virtual.describe() + " is not known on this path");
    }
    return index;
  }

  /** A constant of the kind that a field or captured variable of a type holds. */
  JavaValue ofObject(Object value, Class<?> declared) {
    if (declared == long.class) {
      return new Scalar(builder.i64((Long) value));
    } else if (declared == boolean.class) {
      return new Scalar(builder.i32((Boolean) value ? 1 : 0));
    } else if (declared == char.class) {
      return new Scalar(builder.i32((Character) value));
    } else if (declared == float.class || declared == double.class) {
      throw translator.refuse(
          "floating point does not exist in BPF; use int or long arithmetic, scaled if need be");
    } else if (declared.isPrimitive()) {
      return new Scalar(builder.i32(((Number) value).intValue()));
    }
    return new Constant(value);
  }

  private Field find(Class<?> owner, String name) {
    for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
      try {
        return c.getDeclaredField(name);
      } catch (NoSuchFieldException e) {
        for (Class<?> face : c.getInterfaces()) {
          try {
            return face.getField(name);
          } catch (NoSuchFieldException inFace) {
            // Looks further.
          }
        }
      }
    }
    throw translator.refuse("the field " + owner.getName() + "." + name + " does not exist");
  }

  Object read(Field field, Object object) {
    try {
      if (!Modifier.isPublic(field.getModifiers())
          || !Modifier.isPublic(field.getDeclaringClass().getModifiers())) {
        field.setAccessible(true);
      }
      return field.get(object);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      if (field.getDeclaringClass().getName().startsWith("java.")) {
        throw translator.refuse(Refusals.internalField(field));
      }
      throw translator.refuse(
          "the field "
              + field.getDeclaringClass().getName()
              + "."
              + field.getName()
              + " cannot be read; open its package to bpf4j.compiler");
    } catch (ExceptionInInitializerError e) {
      throw translator.refuse(
          field.getDeclaringClass().getName() + " cannot be initialised: " + e.getCause());
    }
  }
}
