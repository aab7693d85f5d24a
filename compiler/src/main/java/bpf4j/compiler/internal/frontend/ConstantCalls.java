package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.GraphBuilder;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/** Methods of immutable JDK objects and enums, called while compiling when all is known. */
final class ConstantCalls {
  private ConstantCalls() {}

  static boolean isFoldable(Object object) {
    return object instanceof String
        || object instanceof Class
        || object instanceof Enum
        || Boxes.isBox(object.getClass());
  }

  /** The result as a constant; null when an argument is not known while compiling. */
  static JavaValue fold(
      MethodTranslator translator,
      FieldTranslator fields,
      Object object,
      MethodInsnNode insn,
      List<JavaValue> args) {
    // Of an enum what Enum defines; its own methods may do what only the kernel can.
    Class<?> owner = object instanceof Enum ? Enum.class : object.getClass();
    Method method = new MethodFinder(translator).reflect(owner, insn.name, insn.desc);
    if (method == null || !Modifier.isPublic(method.getModifiers())) {
      return null;
    }
    Object[] values = constants(args, Type.getArgumentTypes(insn.desc));
    if (values == null || method.getReturnType() == void.class) {
      return null;
    }
    try {
      return fields.ofObject(method.invoke(object, values), method.getReturnType());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        return throwing(translator, fields, thrown, method.getReturnType());
      }
      throw translator.refuse(insn.name + " fails while compiling: " + e.getCause());
    } catch (IllegalAccessException e) {
      throw translator.refuse(insn.name + " fails while compiling: " + e);
    }
  }

  /** Ends the run as Java would throw; what follows cannot be reached, and needs a value. */
  private static JavaValue throwing(
      MethodTranslator translator, FieldTranslator fields, RuntimeException thrown, Class<?> type) {
    GraphBuilder builder = translator.builder();
    builder.block().setPosition(builder.position());
    builder.block().fail(builder.site(thrown.getMessage()));
    builder.startBlock(builder.newBlock());
    return type.isPrimitive()
        ? fields.ofObject(Array.get(Array.newInstance(type, 1), 0), type)
        : Constant.NULL;
  }

  /** Whether this is the method in which ecj keeps the case numbers of an enum's constants. */
  static boolean isSwitchTable(MethodInsnNode insn) {
    return insn.name.startsWith("$SWITCH_TABLE$") && insn.desc.equals("()[I");
  }

  /** That table. Its method fills it when it is called first, with code that the kernel has not. */
  static JavaValue switchTable(
      MethodTranslator translator, FieldTranslator fields, Class<?> owner, MethodInsnNode insn) {
    try {
      Method method = owner.getDeclaredMethod(insn.name);
      method.setAccessible(true);
      return fields.ofObject(method.invoke(null), method.getReturnType());
    } catch (ReflectiveOperationException e) {
      throw translator.refuse(insn.name + " fails while compiling: " + e);
    }
  }

  /** Arguments as Java objects; null when one is not known. */
  static Object[] constants(List<JavaValue> args, Type[] types) {
    Object[] values = new Object[args.size()];
    for (int i = 0; i < values.length; i++) {
      JavaValue arg = args.get(i);
      if (arg instanceof Constant constant) {
        values[i] = constant.object();
      } else if (arg instanceof Scalar scalar && scalar.value().isConst()) {
        values[i] = box(scalar.value().imm(), types[i].getSort());
      } else if (arg instanceof Boxed boxed
          && boxed.presence() == null
          && boxed.value().isConst()) {
        values[i] = box(boxed.value().imm(), Type.getType(boxed.box()).getSort());
      } else {
        return null;
      }
    }
    return values;
  }

  private static Object box(long number, int sort) {
    return switch (sort) {
      case Type.BOOLEAN -> number != 0;
      case Type.CHAR -> (char) number;
      case Type.BYTE -> (byte) number;
      case Type.SHORT -> (short) number;
      case Type.LONG -> number;
      default -> (int) number;
    };
  }
}
