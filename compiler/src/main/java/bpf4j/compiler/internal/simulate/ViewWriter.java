package bpf4j.compiler.internal.simulate;

import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.internal.declaration.Accessor;
import bpf4j.compiler.internal.declaration.Read;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the class that implements one declared interface: {@code return (u8(0) >>> 4);} and so on.
 */
final class ViewWriter {
  private static final String SUPER = Type.getInternalName(SimulatedView.class);
  private static final String CONSTRUCTOR =
      Type.getMethodDescriptor(Type.VOID_TYPE, Type.getType(SimulatedPacket.class), Type.INT_TYPE);
  private static final String STATIC_INT = "(L" + SUPER + ";)I";

  private final Class<?> type;
  private final Method method;
  private final MethodVisitor code;

  private ViewWriter(Class<?> type, Method method, MethodVisitor code) {
    this.type = type;
    this.method = method;
    this.code = code;
  }

  static byte[] write(String name, Class<?> type, Map<Method, Accessor> accessors) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        SUPER,
        new String[] {Type.getInternalName(type)});
    writeConstructor(writer);
    accessors.forEach(
        (method, accessor) -> {
          if (!isInherited(method)) {
            MethodVisitor code =
                writer.visitMethod(
                    Opcodes.ACC_PUBLIC,
                    method.getName(),
                    Type.getMethodDescriptor(method),
                    null,
                    null);
            code.visitCode();
            new ViewWriter(type, method, code).write(accessor);
            code.visitInsn(Type.getType(method.getReturnType()).getOpcode(Opcodes.IRETURN));
            code.visitMaxs(0, 0);
            code.visitEnd();
          }
        });
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void writeConstructor(ClassWriter writer) {
    MethodVisitor code = writer.visitMethod(0, "<init>", CONSTRUCTOR, null, null);
    code.visitCode();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitVarInsn(Opcodes.ILOAD, 2);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, SUPER, "<init>", CONSTRUCTOR, false);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Whether {@link SimulatedView} implements the method. */
  private static boolean isInherited(Method method) {
    try {
      Method inherited =
          SimulatedView.class.getMethod(method.getName(), method.getParameterTypes());
      return !Modifier.isAbstract(inherited.getModifiers());
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private void write(Accessor accessor) {
    if (accessor instanceof Accessor.Field field) {
      writeField(field);
    } else if (accessor instanceof Accessor.Composite composite) {
      writeComposite(composite);
    } else if (accessor instanceof Accessor.Context field) {
      writeContext(field);
    } else if (accessor instanceof Accessor.FieldWrite field) {
      writeFieldWrite(field);
    } else if (accessor instanceof Accessor.ContextWrite write) {
      writeContextWrite(write.field());
    } else if (accessor instanceof Accessor.Recorded field) {
      writeRecorded(field);
    } else if (accessor instanceof Accessor.Builtin builtin) {
      writeBuiltin(builtin);
    }
  }

  private void writeField(Accessor.Field field) {
    Read read = field.read();
    boolean isLong = read.bytes() > Integer.BYTES;
    code.visitVarInsn(Opcodes.ALOAD, 0);
    push(read.offset());
    String name = isLong ? (read.bytes() == Long.BYTES ? "i64" : "u48") : narrowRead(read.bytes());
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SUPER, name, isLong ? "(I)J" : "(I)I", false);
    if (read.shift() > 0) {
      push(read.shift());
      code.visitInsn(isLong ? Opcodes.LUSHR : Opcodes.IUSHR);
    }
    if (read.signed() && read.bytes() < Integer.BYTES) {
      code.visitInsn(read.bytes() == Byte.BYTES ? Opcodes.I2B : Opcodes.I2S);
    } else if (read.shift() + read.bits() < read.bytes() * Byte.SIZE) {
      long mask = -1L >>> (Long.SIZE - read.bits());
      if (isLong) {
        code.visitLdcInsn(mask);
        code.visitInsn(Opcodes.LAND);
      } else {
        push((int) mask);
        code.visitInsn(Opcodes.IAND);
      }
    }
    convert(isLong, field.type(), read.bytes() == Integer.BYTES && !read.signed());
  }

  private static String narrowRead(int bytes) {
    return switch (bytes) {
      case 1 -> "u8";
      case 2 -> "u16";
      default -> "i32";
    };
  }

  private void convert(boolean fromLong, Class<?> to, boolean unsignedInt) {
    if (to == long.class || to == boolean.class) {
      if (!fromLong) {
        code.visitInsn(Opcodes.I2L);
        if (unsignedInt) {
          code.visitLdcInsn(0xFFFF_FFFFL);
          code.visitInsn(Opcodes.LAND);
        }
      }
      if (to == boolean.class) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, SUPER, "isTrue", "(J)Z", false);
      }
      return;
    }
    if (fromLong) {
      code.visitInsn(Opcodes.L2I);
    }
    if (to == byte.class) {
      code.visitInsn(Opcodes.I2B);
    } else if (to == short.class) {
      code.visitInsn(Opcodes.I2S);
    } else if (to == char.class) {
      code.visitInsn(Opcodes.I2C);
    }
  }

  private void writeComposite(Accessor.Composite composite) {
    Constructor<?> constructor = composite.constructor();
    Class<?> owner = constructor.getDeclaringClass();
    boolean isPublic =
        Modifier.isPublic(owner.getModifiers()) && Modifier.isPublic(constructor.getModifiers());
    boolean isNear =
        owner.getPackageName().equals(type.getPackageName())
            && !Modifier.isPrivate(constructor.getModifiers());
    if (!isPublic && !isNear) {
      throw new DeclarationException(
          "%s.%s: the record %s cannot be created from the header's package; make it public"
              .formatted(type.getName(), method.getName(), owner.getName()));
    }
    String name = Type.getInternalName(owner);
    code.visitTypeInsn(Opcodes.NEW, name);
    code.visitInsn(Opcodes.DUP);
    composite.fields().forEach(this::writeField);
    String descriptor = Type.getConstructorDescriptor(constructor);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", descriptor, false);
  }

  private void writeContext(Accessor.Context field) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    if (field.count() > 1) {
      code.visitVarInsn(Opcodes.ILOAD, 1);
    } else {
      push(0);
    }
    push(field.offset());
    push(field.width());
    push(field.count());
    push(field.networkBytes());
    String descriptor = "(L" + SUPER + ";IIIII)J";
    code.visitMethodInsn(Opcodes.INVOKESTATIC, SUPER, "contextField", descriptor, false);
    convert(true, field.type(), false);
  }

  private void writeRecorded(Accessor.Recorded field) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    if (field.type().isPrimitive()) {
      if (field.indexed()) {
        code.visitVarInsn(Opcodes.ILOAD, 1);
      } else {
        push(0);
      }
      code.visitLdcInsn(field.name());
      String descriptor = "(L" + SUPER + ";ILjava/lang/String;)J";
      code.visitMethodInsn(Opcodes.INVOKESTATIC, SUPER, "recordedNumber", descriptor, false);
      convert(true, field.type(), false);
      return;
    }
    Type result = Type.getType(field.type());
    code.visitLdcInsn(field.name());
    code.visitLdcInsn(result);
    String descriptor = "(L" + SUPER + ";Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;";
    code.visitMethodInsn(Opcodes.INVOKESTATIC, SUPER, "recordedObject", descriptor, false);
    code.visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
  }

  private void writeFieldWrite(Accessor.FieldWrite field) {
    Read read = field.read();
    code.visitVarInsn(Opcodes.ALOAD, 0);
    loadParameter(1, field.type());
    push(read.offset());
    push(read.bytes());
    push(read.shift());
    push(read.bits());
    String descriptor = "(L" + SUPER + ";JIIII)V";
    code.visitMethodInsn(Opcodes.INVOKESTATIC, SUPER, "write", descriptor, false);
  }

  private void writeContextWrite(Accessor.Context field) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    boolean isArray = field.count() > 1;
    if (isArray) {
      code.visitVarInsn(Opcodes.ILOAD, 1);
    } else {
      push(0);
    }
    loadParameter(isArray ? 2 : 1, field.type());
    push(field.offset());
    push(field.width());
    push(field.count());
    push(field.networkBytes());
    String descriptor = "(L" + SUPER + ";IJIIII)V";
    code.visitMethodInsn(Opcodes.INVOKESTATIC, SUPER, "setContextField", descriptor, false);
  }

  /** Brings a number parameter onto the operand stack as a long. */
  private void loadParameter(int index, Class<?> type) {
    code.visitVarInsn(type == long.class ? Opcodes.LLOAD : Opcodes.ILOAD, index);
    if (type != long.class) {
      code.visitInsn(Opcodes.I2L);
    }
  }

  private void writeRegister(Accessor.Builtin builtin) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitLdcInsn(builtin.kind().name());
    if (method.getParameterCount() == 1) {
      code.visitVarInsn(Opcodes.ILOAD, 1);
    } else {
      push(0);
    }
    String descriptor = "(L" + SUPER + ";Ljava/lang/String;I)J";
    code.visitMethodInsn(Opcodes.INVOKESTATIC, SUPER, "register", descriptor, false);
  }

  /** The struct's class, where it is asked for one, is the last parameter. */
  private void writePlace(Accessor.Builtin builtin) {
    boolean isArgument = builtin.kind() == Intrinsic.Kind.PLACE_ARGUMENT;
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitLdcInsn(builtin.kind().name());
    if (isArgument) {
      code.visitVarInsn(Opcodes.ILOAD, 1);
    } else {
      push(0);
    }
    if (method.getReturnType() == long.class) {
      String descriptor = "(L" + SUPER + ";Ljava/lang/String;I)J";
      code.visitMethodInsn(Opcodes.INVOKESTATIC, SUPER, "placeNumber", descriptor, false);
      return;
    }
    code.visitVarInsn(Opcodes.ALOAD, isArgument ? 2 : 1);
    String descriptor = "(L" + SUPER + ";Ljava/lang/String;ILjava/lang/Class;)Ljava/lang/Object;";
    code.visitMethodInsn(Opcodes.INVOKESTATIC, SUPER, "placeStruct", descriptor, false);
    code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(method.getReturnType()));
  }

  private void writeBuiltin(Accessor.Builtin builtin) {
    if (builtin.kind() == Intrinsic.Kind.PLACE_ARGUMENT
        || builtin.kind() == Intrinsic.Kind.PLACE_RESULT) {
      writePlace(builtin);
      return;
    }
    if (method.getReturnType() == long.class) {
      writeRegister(builtin);
      return;
    }
    String name =
        switch (builtin.kind()) {
          case LINK_HEADER_LENGTH -> "linkHeaderLength";
          case NETWORK_OFFSET -> "networkOffset";
          case LENGTH -> "length";
          default ->
              throw new DeclarationException(
                  "%s.%s: no abstract method can be %s"
                      .formatted(type.getName(), method.getName(), builtin.kind()));
        };
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, SUPER, name, STATIC_INT, false);
  }

  private void push(int value) {
    code.visitLdcInsn(value);
  }
}
