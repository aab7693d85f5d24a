package bpf4j.maps.layout;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;

/**
 * The class file from which each struct's codec is made.
 *
 * <p>It is never used itself: {@link StructCodecs} defines it once per struct as a hidden class
 * whose class data are that struct's three method handles. There they are constants, which the JIT
 * compiler inlines down to plain loads and stores; as fields of an ordinary object they would be
 * called one by one.
 */
final class StructCodecTemplate implements StructCodec {

  private static final MethodHandle ENCODE = handle(0);
  private static final MethodHandle DECODE = handle(1);
  private static final MethodHandle DECODE_INTO = handle(2);

  private StructCodecTemplate() {}

  private static MethodHandle handle(int index) {
    try {
      return MethodHandles.classDataAt(MethodHandles.lookup(), "_", MethodHandle.class, index);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void encode(Object value, ByteBuffer target, int offset) {
    try {
      ENCODE.invokeExact(value, target, offset);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  @Override
  public Object decode(ByteBuffer source, int offset) {
    try {
      return (Object) DECODE.invokeExact(source, offset);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  @Override
  public void decodeInto(Object value, ByteBuffer source, int offset) {
    try {
      DECODE_INTO.invokeExact(value, source, offset);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(Throwable e) {
    if (e instanceof RuntimeException runtime) {
      return runtime;
    }
    if (e instanceof Error error) {
      throw error;
    }
    return new LayoutException("The constructor of a struct threw " + e, e);
  }
}
