package bpf4j.maps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.elf.BtfBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random structs against the C compiler, and through memory and back; {@code
 * -Dbpf4j.test.structs=2000} for more of them.
 */
class GeneratedLayoutsTest {

  private static final int COUNT = Integer.getInteger("bpf4j.test.structs", 300);
  private static final GeneratedStructs STRUCTS = new GeneratedStructs(20_261_122L, COUNT);

  @TempDir static Path folder;

  private static List<Class<?>> types;

  @BeforeAll
  static void compile() throws Exception {
    types = STRUCTS.load(folder);
  }

  @Test
  void offsetsAndSizesAreThoseOfC() throws Exception {
    List<String> expressions = new ArrayList<>();
    List<Integer> ours = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      StructLayout<?> layout = (StructLayout<?>) Layout.of(types.get(i));
      String struct = "struct Type" + i;
      expressions.add("sizeof(" + struct + ")");
      ours.add(layout.size());
      expressions.add("_Alignof(" + struct + ")");
      ours.add(layout.alignment());
      assertThat(layout.fields()).extracting(StructField::name).isEqualTo(STRUCTS.fieldsOf(i));
      for (StructField field : layout.fields()) {
        expressions.add("offsetof(" + struct + ", " + field.name() + ")");
        ours.add(field.offset());
        expressions.add("sizeof(((" + struct + " *) 0)->" + field.name() + ")");
        ours.add(field.layout().size());
      }
    }
    List<Integer> theirs = GccLayouts.values(folder, STRUCTS.cText(), expressions);
    for (int i = 0; i < expressions.size(); i++) {
      assertThat(ours.get(i)).as(expressions.get(i)).isEqualTo(theirs.get(i));
    }
    assertThat(theirs).hasSameSizeAs(expressions);
  }

  @Test
  void printedTextHasTheSameOffsetsInC() throws Exception {
    // Each text defines the structs it uses, so a few use most of them.
    for (int i = COUNT - 3; i < COUNT; i++) {
      StructLayout<?> layout = (StructLayout<?>) Layout.of(types.get(i));
      List<String> expressions = new ArrayList<>();
      List<Integer> ours = new ArrayList<>();
      for (StructField field : layout.fields()) {
        expressions.add("offsetof(struct Type" + i + ", " + field.name() + ")");
        ours.add(field.offset());
      }
      assertThat(GccLayouts.values(folder, layout.toC(), expressions)).isEqualTo(ours);
      assertThat(layout.addTo(new BtfBuilder())).isPositive();
    }
  }

  @Test
  void memoryReadAndWrittenAgainIsTheSame() {
    Random random = new Random(7);
    for (Class<?> type : types.subList(0, 100)) {
      roundTrip(Layout.of(type), random);
    }
  }

  private static <T> void roundTrip(Layout<T> layout, Random random) {
    int before = 3;
    ByteBuffer first = memory(before + layout.size() + 8);
    Scribble.fill(layout, first, before, random);
    T value = layout.read(first, before);
    ByteBuffer second = memory(first.capacity());
    for (int i = 0; i < second.capacity(); i++) {
      second.put(i, (byte) 0x5a);
    }
    layout.write(value, second, before);
    for (int i = 0; i < second.capacity(); i++) {
      boolean inside = i >= before && i < before + layout.size();
      assertThat(second.get(i))
          .as("%s byte %d", layout, i - before)
          .isEqualTo(inside ? first.get(i) : (byte) 0x5a);
    }
    if (layout instanceof StructLayout<T> struct && !struct.isRecord()) {
      T other = layout.read(memory(layout.size()), 0);
      struct.readInto(other, first, before);
      ByteBuffer third = memory(layout.size());
      layout.write(other, third, 0);
      assertThat(third)
          .isEqualTo(first.slice(before, layout.size()).order(ByteOrder.nativeOrder()));
    }
  }

  private static ByteBuffer memory(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}
