package bpf4j.maps.layout;

import static java.lang.invoke.MethodType.methodType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Composes the method handles that read and write a struct, and wraps them in a class of their own.
 *
 * <p>A step is a handle {@code (T, ByteBuffer, int base)void} that moves one field or clears one
 * stretch of padding; a codec is all its steps in sequence. Structs inside structs become part of
 * the outer sequence.
 */
final class StructCodecs {

  private static final String TEMPLATE = "StructCodecTemplate.class";

  private StructCodecs() {}

  static StructCodec generate(StructLayout<?> layout) {
    try {
      MethodHandle encode = encoder(layout);
      MethodHandle decode = decoder(layout);
      // A record has no content to replace; StructLayout says so.
      MethodHandle decodeInto =
          layout.isRecord() ? MethodHandles.empty(encode.type()) : intoDecoder(layout);
      List<MethodHandle> handles =
          List.of(
              encode.asType(methodType(void.class, Object.class, ByteBuffer.class, int.class)),
              decode.asType(methodType(Object.class, ByteBuffer.class, int.class)),
              decodeInto.asType(methodType(void.class, Object.class, ByteBuffer.class, int.class)));
      MethodHandles.Lookup own = MethodHandles.lookup();
      MethodHandles.Lookup hidden =
          own.defineHiddenClassWithClassData(templateBytes(), handles, true);
      return (StructCodec)
          hidden
              .findConstructor(hidden.lookupClass(), methodType(void.class))
              .asType(methodType(StructCodec.class))
              .invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LayoutException(layout.javaType().getName() + " cannot be accessed: " + e, e);
    }
  }

  private static byte[] templateBytes() {
    try (InputStream in = StructCodecs.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new LayoutException(
            TEMPLATE + " is missing beside its classes: the jar was stripped of class files");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code (T, ByteBuffer, int)void}. */
  private static MethodHandle encoder(StructLayout<?> layout) throws IllegalAccessException {
    List<MethodHandle> steps = new ArrayList<>();
    int end = 0;
    for (StructField field : layout.fields()) {
      addPadding(steps, layout, end, field.offset());
      steps.add(encodeStep(layout, field));
      end = field.offset() + field.layout().size();
    }
    addPadding(steps, layout, end, layout.size());
    return sequence(steps, 0, steps.size());
  }

  private static void addPadding(
      List<MethodHandle> steps, StructLayout<?> layout, int from, int to) {
    if (from < to) {
      MethodHandle clear = FieldHandles.clear(from, to - from);
      steps.add(MethodHandles.dropArguments(clear, 0, layout.javaType()));
    }
  }

  private static MethodHandle encodeStep(StructLayout<?> layout, StructField field)
      throws IllegalAccessException {
    MethodHandle getter = layout.lookup().unreflectGetter(field.member());
    MethodHandle writer;
    if (field.layout() instanceof StructLayout<?> nested) {
      MethodHandle write = FieldHandles.shift(encoder(nested), 2, field.offset());
      MethodHandle clear = FieldHandles.clear(field.offset(), nested.size());
      writer =
          MethodHandles.guardWithTest(
              FieldHandles.isPresent(nested.javaType()),
              write,
              MethodHandles.dropArguments(clear, 0, nested.javaType()));
    } else {
      writer = FieldHandles.writer(field);
    }
    return MethodHandles.filterArguments(writer, 0, getter);
  }

  /** {@code (ByteBuffer, int)T}. */
  private static MethodHandle decoder(StructLayout<?> layout) throws IllegalAccessException {
    if (layout.isRecord()) {
      return recordDecoder(layout);
    }
    Class<?> type = layout.javaType();
    MethodHandle same =
        MethodHandles.dropArguments(
            MethodHandles.identity(type), 1, List.of(ByteBuffer.class, int.class));
    MethodHandle filled = MethodHandles.foldArguments(same, intoDecoder(layout));
    return MethodHandles.foldArguments(filled, constructor(layout));
  }

  private static MethodHandle recordDecoder(StructLayout<?> layout) throws IllegalAccessException {
    List<StructField> fields = layout.fields();
    MethodHandle handle = constructor(layout);
    int last = fields.size() - 1;
    // (F0 … Fi, ByteBuffer, int) becomes (F0 … Fi-1, ByteBuffer, int), from the last to the first.
    handle = MethodHandles.collectArguments(handle, last, reader(fields.get(last)));
    for (int i = last - 1; i >= 0; i--) {
      MethodHandle collected = MethodHandles.collectArguments(handle, i, reader(fields.get(i)));
      handle = shareLastTwo(collected, i);
    }
    return handle;
  }

  /** Makes the two (ByteBuffer, int) pairs at the end of a handle's parameters one. */
  private static MethodHandle shareLastTwo(MethodHandle handle, int before) {
    MethodType type = handle.type().dropParameterTypes(before + 2, before + 4);
    int[] order = new int[before + 4];
    for (int i = 0; i < before + 2; i++) {
      order[i] = i;
    }
    order[before + 2] = before;
    order[before + 3] = before + 1;
    return MethodHandles.permuteArguments(handle, type, order);
  }

  private static MethodHandle constructor(StructLayout<?> layout) throws IllegalAccessException {
    Class<?> type = layout.javaType();
    Class<?>[] parameters =
        layout.isRecord()
            ? layout.fields().stream().map(StructField::type).toArray(Class<?>[]::new)
            : new Class<?>[0];
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      return layout.lookup().unreflectConstructor(constructor);
    } catch (NoSuchMethodException e) {
      throw new LayoutException(type.getName() + " lost its constructor", e);
    }
  }

  private static MethodHandle reader(StructField field) throws IllegalAccessException {
    if (field.layout() instanceof StructLayout<?> nested) {
      return FieldHandles.shift(decoder(nested), 1, field.offset());
    }
    return FieldHandles.reader(field);
  }

  /** {@code (T, ByteBuffer, int)void} into an object that exists. */
  private static MethodHandle intoDecoder(StructLayout<?> layout) throws IllegalAccessException {
    List<MethodHandle> steps = new ArrayList<>();
    for (StructField field : layout.fields()) {
      if (field.isFinal()) {
        MethodHandle getter = layout.lookup().unreflectGetter(field.member());
        MethodHandle present =
            MethodHandles.filterReturnValue(getter, FieldHandles.requirePresent(field));
        steps.add(MethodHandles.filterArguments(filler(field), 0, present));
      } else {
        MethodHandle setter = layout.lookup().unreflectSetter(field.member());
        steps.add(MethodHandles.collectArguments(setter, 1, reader(field)));
      }
    }
    return sequence(steps, 0, steps.size());
  }

  private static MethodHandle filler(StructField field) throws IllegalAccessException {
    if (field.layout() instanceof StructLayout<?> nested) {
      return FieldHandles.shift(intoDecoder(nested), 2, field.offset());
    }
    return FieldHandles.filler(field);
  }

  /** Halves, so that the handles nest as deep as the logarithm of their number. */
  private static MethodHandle sequence(List<MethodHandle> steps, int from, int to) {
    if (to - from == 1) {
      return steps.get(from);
    }
    int middle = (from + to) >>> 1;
    return MethodHandles.foldArguments(sequence(steps, middle, to), sequence(steps, from, middle));
  }
}
