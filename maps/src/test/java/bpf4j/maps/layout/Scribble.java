package bpf4j.maps.layout;

import java.nio.ByteBuffer;
import java.util.Random;

/** Random memory that is the image of some value: padding zero, enums in range, text valid. */
final class Scribble {

  private Scribble() {}

  static void fill(Layout<?> layout, ByteBuffer target, int offset, Random random) {
    if (layout instanceof ScalarLayout<?> scalar) {
      scalar.writeLong(target, offset, number(scalar, random));
    } else if (layout instanceof StringLayout string) {
      int length = random.nextInt(string.size() + 1);
      for (int i = 0; i < length; i++) {
        target.put(offset + i, (byte) (' ' + random.nextInt(95)));
      }
    } else if (layout instanceof ArrayLayout<?> array) {
      for (int i = 0; i < array.count(); i++) {
        fill(array.element(), target, offset + i * array.element().size(), random);
      }
    } else if (layout instanceof StructLayout<?> struct) {
      for (StructField field : struct.fields()) {
        fill(field.layout(), target, offset + field.offset(), random);
      }
    }
  }

  private static long number(ScalarLayout<?> scalar, Random random) {
    return switch (scalar.kind()) {
      case BOOLEAN -> random.nextInt(2);
      case ENUM -> random.nextInt(scalar.enumConstants().size());
      default -> random.nextLong();
    };
  }
}
