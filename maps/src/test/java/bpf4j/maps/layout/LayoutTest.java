package bpf4j.maps.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

  enum State {
    NEW,
    OPEN,
    CLOSED
  }

  record Address(@BigEndian int host, @U16 @BigEndian int port) {}

  record Event(
      @U8 int kind,
      long time,
      boolean ok,
      char letter,
      @Size(5) String name,
      Address from,
      @Size(3) short[] codes,
      @Size(2) Address[] hops,
      State state,
      @U8 State before,
      Integer boxed) {}

  static final class Counters {
    static int ignored = 1;
    final AtomicLong bytes = new AtomicLong();
    final AtomicInteger packets = new AtomicInteger();
    private int port;
    final @Size(4) byte[] last = {1, 2, 3, 4};
    final Inner inner = new Inner();
    AtomicLong loose = new AtomicLong();
  }

  static final class Inner {
    short low;

    String text() {
      return "methods and static fields are no part of a struct";
    }

    long high;
  }

  @SuppressWarnings("unused") // each field is there to take up its place
  static final class Names {
    int register;
    int under_score;
    int dollar$;
  }

  private static ByteBuffer memory(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  private static <T> T thereAndBack(Layout<T> layout, T value) {
    ByteBuffer memory = memory(layout.size());
    layout.write(value, memory, 0);
    return layout.read(memory, 0);
  }

  @Test
  void fieldsLieAsInC(@TempDir Path folder) throws Exception {
    String definition =
        "struct Address { unsigned host; unsigned short port; };\n"
            + "struct Event { unsigned char kind; long time; _Bool ok; unsigned short letter;"
            + " char name[5]; struct Address from; short codes[3]; struct Address hops[2];"
            + " unsigned state; unsigned char before; int boxed; };\n"
            + "struct Inner { short low; long high; };\n"
            + "struct Counters { long bytes; int packets; int port; char last[4];"
            + " struct Inner inner; long loose; };\n";
    for (Class<?> type : List.of(Address.class, Event.class, Inner.class, Counters.class)) {
      StructLayout<?> layout = (StructLayout<?>) Layout.of(type);
      String struct = "struct " + type.getSimpleName();
      List<String> fields =
          layout.fields().stream()
              .map(field -> "offsetof(" + struct + ", " + field.name() + ")")
              .toList();
      assertThat(GccLayouts.values(folder, definition, fields))
          .isEqualTo(layout.fields().stream().map(StructField::offset).toList());
      List<String> wholes = List.of("sizeof(" + struct + ")", "_Alignof(" + struct + ")");
      assertThat(GccLayouts.values(folder, definition, wholes))
          .containsExactly(layout.size(), layout.alignment());
    }
  }

  @Test
  void aCompilerLearnsEverythingFromTheOutside() {
    StructLayout<?> event = (StructLayout<?>) Layout.of(Event.class);
    assertThat(event.isRecord()).isTrue();
    assertThat(event.fields())
        .extracting(StructField::name)
        .containsExactly(
            "kind", "time", "ok", "letter", "name", "from", "codes", "hops", "state", "before",
            "boxed");
    StructField kind = event.field("kind");
    assertThat(kind.index()).isZero();
    assertThat(kind.type()).isEqualTo(int.class);
    ScalarLayout<?> number = (ScalarLayout<?>) kind.layout();
    assertThat(number.kind()).isEqualTo(JavaKind.INT);
    assertThat(number.width()).isEqualTo(1);
    assertThat(number.signed()).isFalse();
    assertThat(number.bigEndian()).isFalse();
    assertThat(number.javaType()).isEqualTo(Integer.class);
    ScalarLayout<?> state = (ScalarLayout<?>) event.field("state").layout();
    assertThat(state.kind()).isEqualTo(JavaKind.ENUM);
    assertThat(state.enumConstants()).isEqualTo(Arrays.asList(State.values()));
    ArrayLayout<?> hops = (ArrayLayout<?>) event.field("hops").layout();
    assertThat(hops.count()).isEqualTo(2);
    assertThat(hops.element()).isSameAs(event.field("from").layout());
    assertThat(event.field("name").layout()).isInstanceOf(StringLayout.class);
    StructLayout<?> address = (StructLayout<?>) hops.element();
    assertThat(((ScalarLayout<?>) address.field("port").layout()).bigEndian()).isTrue();
    StructField bytes = ((StructLayout<?>) Layout.of(Counters.class)).field("bytes");
    assertThat(bytes.isFinal()).isTrue();
    assertThat(((ScalarLayout<?>) bytes.layout()).kind().isAtomic()).isTrue();
    assertThatThrownBy(() -> event.field("nothing"))
        .isInstanceOf(LayoutException.class)
        .hasMessageContaining("has no field nothing; it has kind, time");
    assertThat(Layout.of(Event.class)).isSameAs(event);
  }

  @Test
  void bytesAreWhatCWouldHave() {
    Event event =
        new Event(
            0x1fe,
            -2,
            true,
            'é',
            "né",
            new Address(0x7f00_0001, 443),
            new short[] {1, -1, 2},
            new Address[] {new Address(1, 2), null},
            State.CLOSED,
            null,
            null);
    Layout<Event> layout = Layout.of(Event.class);
    ByteBuffer memory = memory(layout.size() + 8);
    for (int i = 0; i < memory.capacity(); i++) {
      memory.put(i, (byte) 0xff);
    }
    layout.write(event, memory, 0);
    StructLayout<Event> struct = (StructLayout<Event>) layout;
    assertThat(memory.get(0)).isEqualTo((byte) 0xfe);
    for (int i = 1; i < 8; i++) {
      assertThat(memory.get(i)).as("padding at %d", i).isZero();
    }
    assertThat(memory.getLong(8)).isEqualTo(-2);
    assertThat(memory.getChar(struct.field("letter").offset())).isEqualTo('é');
    int from = struct.field("from").offset();
    assertThat(memory.order(ByteOrder.BIG_ENDIAN).getInt(from)).isEqualTo(0x7f00_0001);
    assertThat(memory.getShort(from + 4)).isEqualTo((short) 443);
    memory.order(ByteOrder.nativeOrder());
    assertThat(memory.getInt(struct.field("state").offset())).isEqualTo(2);
    assertThat(memory.getLong(layout.size())).as("what lies behind").isEqualTo(-1);
    Event read = layout.read(memory, 0);
    assertThat(read.kind()).isEqualTo(0xfe);
    assertThat(read.name()).isEqualTo("né");
    assertThat(read.from()).isEqualTo(event.from());
    assertThat(read.codes()).containsExactly((short) 1, (short) -1, (short) 2);
    assertThat(read.hops()).containsExactly(new Address(1, 2), new Address(0, 0));
    assertThat(read.state()).isEqualTo(State.CLOSED);
    assertThat(read.before()).isEqualTo(State.NEW);
    assertThat(read.boxed()).isZero();
  }

  @Test
  void classesAreReadIntoTheirFields() {
    StructLayout<Counters> layout = (StructLayout<Counters>) Layout.of(Counters.class);
    Counters counters = new Counters();
    counters.bytes.set(Long.MIN_VALUE);
    counters.packets.set(-7);
    counters.port = 80;
    counters.inner.high = 99;
    counters.loose.set(4);
    ByteBuffer memory = memory(layout.size());
    layout.write(counters, memory, 0);
    Counters other = new Counters();
    AtomicLong held = other.bytes;
    other.last[0] = 9;
    other.loose = null;
    layout.readInto(other, memory, 0);
    assertThat(held).hasValue(Long.MIN_VALUE);
    assertThat(other.packets).hasValue(-7);
    assertThat(other.port).isEqualTo(80);
    assertThat(other.last).containsExactly(1, 2, 3, 4);
    assertThat(other.inner.high).isEqualTo(99);
    assertThat(other.loose).hasValue(4);
    Layout<Address> record = Layout.of(Address.class);
    assertThatThrownBy(
            () -> ((StructLayout<Address>) record).readInto(new Address(1, 2), memory, 0))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("is a record and cannot change");
  }

  @Test
  void topLevelLayouts() {
    assertThat(thereAndBack(Layout.u8(), -1)).isEqualTo(255);
    assertThat(thereAndBack(Layout.u16(), 0x1_0001)).isEqualTo(1);
    assertThat(thereAndBack(Layout.u32(), -1L)).isEqualTo(0xffff_ffffL);
    assertThat(thereAndBack(Layout.u64(), -1L)).isEqualTo(-1L);
    assertThat(thereAndBack(Layout.be16(), 0x1234)).isEqualTo(0x1234);
    assertThat(thereAndBack(Layout.be32(), -2)).isEqualTo(-2);
    assertThat(thereAndBack(Layout.be64(), -3L)).isEqualTo(-3L);
    assertThat(thereAndBack(Layout.string(3), "äx")).isEqualTo("äx");
    assertThat(thereAndBack(Layout.string(3), "")).isEmpty();
    assertThat(thereAndBack(Layout.bytes(2), new byte[] {1, -1})).containsExactly(1, -1);
    assertThat(thereAndBack(Layout.shorts(2), new short[] {1, -1}))
        .containsExactly((short) 1, (short) -1);
    assertThat(thereAndBack(Layout.ints(2), new int[] {1, -1})).containsExactly(1, -1);
    assertThat(thereAndBack(Layout.longs(2), new long[] {1, -1})).containsExactly(1, -1);
    Integer[] ports = {1, 0xffff};
    assertThat(thereAndBack(Layout.array(Layout.u16(), 2), ports)).containsExactly(ports);
    assertThat(thereAndBack(Layout.of(long.class), 5L)).isEqualTo(5L);
    assertThat(thereAndBack(Layout.of(State.class), State.OPEN)).isEqualTo(State.OPEN);
    assertThat(thereAndBack(Layout.of(AtomicLong.class), new AtomicLong(3))).hasValue(3);
    assertThat(thereAndBack(Layout.of(Character.class), 'x')).isEqualTo('x');
    assertThat(thereAndBack(Layout.of(Boolean.class), true)).isTrue();
  }

  @Test
  void aLookupOpensWhatItCanReach() {
    Layout<Address> layout = Layout.of(Address.class, MethodHandles.lookup());
    assertThat(thereAndBack(layout, new Address(1, 2))).isEqualTo(new Address(1, 2));
    assertThatThrownBy(() -> Layout.of(Address.class, MethodHandles.publicLookup()))
        .isInstanceOf(LayoutException.class)
        .hasMessageContaining("pass its own MethodHandles.lookup()");
  }

  @Test
  void theTextIsC(@TempDir Path folder) throws Exception {
    assertThat(Layout.of(Address.class).toC())
        .isEqualTo("struct Address {\n  __be32 host;\n  __be16 port;\n};\n");
    assertThat(Layout.string(16).toC()).isEqualTo("char[16]");
    assertThat(Layout.array(Layout.u16(), 4).toC()).isEqualTo("__u16[4]");
    assertThat(Layout.of(State.class).toC()).isEqualTo("__u32");
    String names = Layout.of(Names.class).toC();
    assertThat(names).contains("register_;", "under_score;", "dollar_24;");
    for (Class<?> type : List.of(Event.class, Counters.class, Names.class)) {
      String size = "sizeof(struct " + type.getSimpleName() + ")";
      assertThat(GccLayouts.values(folder, Layout.of(type).toC(), List.of(size)))
          .containsExactly(Layout.of(type).size());
    }
  }

  @Test
  void memoryThatHoldsNoValueIsRefused() {
    ByteBuffer memory = memory(4);
    memory.putInt(0, 3);
    assertThatThrownBy(() -> Layout.of(State.class).read(memory, 0))
        .isInstanceOf(LayoutException.class)
        .hasMessageContaining("3, which is no constant of")
        .hasMessageContaining("(0 to 2)");
    assertThatThrownBy(() -> Layout.of(Long.class).read(memory, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Layout.of(Integer.class).read(ByteBuffer.allocate(4), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("order(ByteOrder.nativeOrder())");
  }

  @Test
  void anArrayOfTheWrongLengthOrAStringTooLongIsRefused() {
    ByteBuffer memory = memory(64);
    assertThatThrownBy(() -> Layout.ints(3).write(new int[2], memory, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 elements, its memory has 3");
    assertThatThrownBy(() -> Layout.string(3).write("ääx", memory, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 bytes of UTF-8 do not fit into 3");
    assertThatThrownBy(() -> Layout.string(3).write("a\0b", memory, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NUL");
  }
}
