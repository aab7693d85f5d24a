package bpf4j.compiler.internal.declaration;

import bpf4j.compiler.context.TracepointContext;
import bpf4j.compiler.context.TracingContext;
import bpf4j.compiler.declare.At;
import bpf4j.compiler.declare.Bits;
import bpf4j.compiler.declare.ContextField;
import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.declare.Header;
import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.kernel.KernelStruct;
import bpf4j.maps.layout.BigEndian;
import bpf4j.maps.layout.S16;
import bpf4j.maps.layout.S32;
import bpf4j.maps.layout.S8;
import bpf4j.maps.layout.U16;
import bpf4j.maps.layout.U32;
import bpf4j.maps.layout.U8;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads declarations. Nothing is cached here. */
public final class Declarations {
  private Declarations() {}

  /**
   * All abstract methods of an interface, inherited ones included, with what they do.
   *
   * @param type a header or context interface
   * @throws DeclarationException when the interface or a method says nothing that can be done
   */
  public static Map<Method, Accessor> accessors(Class<?> type) {
    if (!type.isInterface()) {
      throw new DeclarationException(
          type.getName() + " is not an interface; declare headers and contexts as interfaces");
    }
    Map<Method, Accessor> accessors = new LinkedHashMap<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && !isOverridden(method, type)) {
        accessors.put(method, accessor(method, headerSize(type)));
      }
    }
    return accessors;
  }

  /**
   * What one abstract method does.
   *
   * @param method an abstract method of an interface
   * @param headerSize the header's bytes, or {@link Integer#MAX_VALUE} for what is not a header
   * @throws DeclarationException when its annotations say nothing that can be done
   */
  public static Accessor accessor(Method method, int headerSize) {
    At at = method.getAnnotation(At.class);
    Bits bits = method.getAnnotation(Bits.class);
    ContextField context = method.getAnnotation(ContextField.class);
    Intrinsic intrinsic = method.getAnnotation(Intrinsic.class);
    int annotations =
        count(at != null) + count(bits != null) + count(context != null) + count(intrinsic != null);
    if (annotations == 0 && TracepointContext.class.isAssignableFrom(method.getDeclaringClass())) {
      return recorded(method);
    }
    if (annotations == 0 && TracingContext.class.isAssignableFrom(method.getDeclaringClass())) {
      return named(method);
    }
    if (annotations != 1) {
      throw fault(
          method,
          annotations == 0
              ? "place it by @At or @Bits, or make it a default method"
              : "keep one of @At, @Bits, @ContextField and @Intrinsic");
    }
    if (intrinsic != null) {
      return new Accessor.Builtin(intrinsic.value());
    }
    if (context != null) {
      return contextField(method, context);
    }
    if (method.getReturnType() == void.class && method.getParameterCount() == 1) {
      return fieldWrite(method, at, bits, headerSize);
    }
    if (method.getParameterCount() != 0) {
      throw fault(
          method,
          "a field takes no parameters, or one when it returns nothing; make it a default method");
    }
    Class<?> type = method.getReturnType();
    return at != null
        ? field(method, type, at.value(), headerSize)
        : bitField(method, type, bits, headerSize);
  }

  private static Accessor recorded(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    boolean indexed = parameters.length == 1 && parameters[0] == int.class;
    if (parameters.length > 0 && !indexed || method.getReturnType() == void.class) {
      throw fault(
          method, "a tracepoint's field takes no parameters, or the int index of an element");
    }
    return new Accessor.Recorded(method.getName(), indexed, method.getReturnType());
  }

  private static Accessor named(Method method) {
    Class<?> type = method.getReturnType();
    boolean isNumber = type.isPrimitive() && type != void.class;
    if (method.getParameterCount() > 0 || !isNumber && !KernelStruct.class.isAssignableFrom(type)) {
      throw fault(
          method,
          "an argument takes no parameters, and is returned as a number or as an interface that"
              + " extends KernelStruct");
    }
    return new Accessor.Recorded(method.getName(), false, type);
  }

  private static Accessor fieldWrite(Method method, At at, Bits bits, int headerSize) {
    Class<?> type = method.getParameterTypes()[0];
    if (type.isRecord()) {
      throw fault(method, "a record is not written as one; declare its components one by one");
    }
    Accessor accessor =
        at != null
            ? field(method, type, at.value(), headerSize)
            : bitField(method, type, bits, headerSize);
    return new Accessor.FieldWrite(((Accessor.Field) accessor).read(), type);
  }

  private static int count(boolean present) {
    return present ? 1 : 0;
  }

  /**
   * The size of a header.
   *
   * @return bytes, or {@link Integer#MAX_VALUE} for what is not a header
   */
  public static int headerSize(Class<?> type) {
    Header header = type.getAnnotation(Header.class);
    return header == null ? Integer.MAX_VALUE : header.size();
  }

  private static Accessor field(Method method, Class<?> type, int offset, int headerSize) {
    Accessor accessor;
    int end;
    if (type.isRecord()) {
      List<Accessor.Field> fields = new ArrayList<>();
      end = offset;
      for (RecordComponent component : type.getRecordComponents()) {
        Read read = whole(method, component.getAccessor(), component.getType(), end);
        fields.add(new Accessor.Field(read, component.getType()));
        end += read.bytes();
      }
      accessor = new Accessor.Composite(canonicalConstructor(type), fields);
    } else {
      Read read = whole(method, method, type, offset);
      end = offset + read.bytes();
      accessor = new Accessor.Field(read, type);
    }
    if (offset < 0 || end > headerSize) {
      throw fault(
          method,
          "bytes %d to %d lie outside the header's %d; correct @At or @Header"
              .formatted(offset, end - 1, headerSize));
    }
    return accessor;
  }

  private static Read whole(Method method, AnnotatedElement widths, Class<?> type, int offset) {
    int natural = naturalBytes(method, type);
    boolean signed = type == byte.class || type == short.class;
    int bytes = natural;
    int annotations = 0;
    for (Width width : Width.ALL) {
      if (widths.isAnnotationPresent(width.annotation())) {
        bytes = width.bytes();
        signed = width.signed();
        annotations++;
      }
    }
    if (annotations > 1 || bytes > natural) {
      throw fault(method, "give it one width, and a return type at least as wide");
    }
    return Read.ofBytes(offset, bytes, signed);
  }

  private static Accessor bitField(Method method, Class<?> type, Bits bits, int headerSize) {
    int capacity = type == boolean.class ? 1 : type == int.class ? 32 : type == long.class ? 64 : 0;
    if (bits.width() < 1 || bits.width() > capacity) {
      throw fault(
          method,
          "%d bits do not fit %s; use boolean for 1, int up to 32, long up to 64"
              .formatted(bits.width(), type.getSimpleName()));
    }
    Read read = Read.ofBits(bits.at(), bits.width(), headerSize);
    if (bits.at() < 0 || read.bytes() > Long.BYTES) {
      throw fault(method, "a bit field spans at most 8 bytes, from bit 0 on; split it");
    }
    if (read.offset() + read.bytes() > headerSize) {
      throw fault(
          method,
          "bits %d to %d lie outside the header's %d bytes; correct @Bits or @Header"
              .formatted(bits.at(), bits.at() + bits.width() - 1, headerSize));
    }
    return new Accessor.Field(read, type);
  }

  private static Accessor contextField(Method method, ContextField field) {
    boolean isWrite = method.getReturnType() == void.class;
    int wanted = count(field.count() > 1) + count(isWrite);
    Class<?>[] parameters = method.getParameterTypes();
    if (parameters.length != wanted || field.count() > 1 && parameters[0] != int.class) {
      throw fault(
          method,
          "an array field takes an int index, any other field nothing; a setter also the value");
    }
    Class<?> type = isWrite ? parameters[wanted - 1] : method.getReturnType();
    naturalBytes(method, type);
    int networkBytes =
        !method.isAnnotationPresent(BigEndian.class)
            ? 0
            : method.isAnnotationPresent(U16.class) ? Short.BYTES : field.width();
    Accessor.Context context =
        new Accessor.Context(field.offset(), field.width(), field.count(), networkBytes, type);
    return isWrite ? new Accessor.ContextWrite(context) : context;
  }

  private static int naturalBytes(Method method, Class<?> type) {
    if (type == byte.class || type == boolean.class) {
      return 1;
    }
    if (type == short.class || type == char.class) {
      return 2;
    }
    if (type == int.class) {
      return 4;
    }
    if (type == long.class) {
      return 8;
    }
    throw fault(
        method, type.getSimpleName() + " is no field's type; use an integer, boolean or record");
  }

  private static Constructor<?> canonicalConstructor(Class<?> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(parameters);
    } catch (NoSuchMethodException e) {
      throw new AssertionError("a record without its canonical constructor: " + type, e);
    }
  }

  /** Whether a subinterface implements or redeclares the method. */
  private static boolean isOverridden(Method method, Class<?> type) {
    for (Method other : type.getMethods()) {
      if (!other.equals(method)
          && other.getName().equals(method.getName())
          && Arrays.equals(other.getParameterTypes(), method.getParameterTypes())
          && method.getDeclaringClass().isAssignableFrom(other.getDeclaringClass())) {
        return true;
      }
    }
    return false;
  }

  private static DeclarationException fault(Method method, String remedy) {
    return new DeclarationException(
        method.getDeclaringClass().getName() + "." + method.getName() + ": " + remedy);
  }

  private record Width(
      Class<? extends java.lang.annotation.Annotation> annotation, int bytes, boolean signed) {
    static final List<Width> ALL =
        List.of(
            new Width(U8.class, 1, false),
            new Width(U16.class, 2, false),
            new Width(U32.class, 4, false),
            new Width(S8.class, 1, true),
            new Width(S16.class, 2, true),
            new Width(S32.class, 4, true));
  }
}
