package bpf4j.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Malformed types end in a {@link BtfFormatException}, soon and without much memory. */
@Timeout(120)
class HostileBtfTest {
  private static final List<Class<? extends BtfType>> NAMED =
      List.of(
          BtfType.Int.class,
          BtfType.Composite.class,
          BtfType.Enumeration.class,
          BtfType.Forward.class,
          BtfType.Typedef.class,
          BtfType.Function.class,
          BtfType.Variable.class,
          BtfType.DataSection.class,
          BtfType.FloatingPoint.class,
          BtfType.DeclTag.class,
          BtfType.TypeTag.class);

  @Test
  void typedefsInACircle() {
    BtfBuilder builder = new BtfBuilder();
    builder.addTypedef("a", 2);
    builder.addTypedef("b", 1);
    Btf btf = parse(builder);
    assertRefused(() -> btf.resolve(1));
    assertRefused(() -> btf.sizeOf(2));
    assertRefused(() -> btf.fields(1));
  }

  @Test
  void arraysOfThemselvesAndOfTooMuch() {
    BtfBuilder builder = new BtfBuilder();
    int i = builder.addInt("int", 4, true);
    builder.addArray(2, i, 1);
    int large = builder.addArray(i, i, Integer.MAX_VALUE);
    for (int depth = 0; depth < 5; depth++) {
      large = builder.addArray(large, i, Integer.MAX_VALUE);
    }
    int tooLarge = large;
    Btf btf = parse(builder);
    assertRefused(() -> btf.sizeOf(2));
    assertRefused(() -> btf.sizeOf(tooLarge));
    assertThat(btf.sizeOf(3)).isEqualTo(4L * Integer.MAX_VALUE);
  }

  @Test
  void structsThatContainThemselves() {
    BtfBuilder builder = new BtfBuilder();
    builder.addStruct("a", 8);
    builder.addMember(null, 2, 0);
    builder.addUnion(null, 8);
    builder.addMember(null, 1, 0);
    Btf btf = parse(builder);
    assertThat(btf.field("a", "x")).isEmpty();
    assertRefused(() -> btf.fields(1));
  }

  @Test
  void structsThatDoubleAtEachLevel() {
    BtfBuilder builder = new BtfBuilder();
    int levels = 60;
    for (int level = 1; level < levels; level++) {
      builder.addStruct(null, 8);
      builder.addMember(null, level + 1, 0);
      builder.addMember(null, level + 1, 0);
    }
    builder.addStruct(null, 8);
    Btf btf = parse(builder);
    assertThat(btf.field(1, "x")).isEmpty();
    assertRefused(() -> btf.fields(1));
  }

  @Test
  void structsNestedTooDeep() {
    BtfBuilder builder = new BtfBuilder();
    for (int level = 1; level < 100_000; level++) {
      builder.addStruct(null, 8);
      builder.addMember(null, level + 1, 0);
    }
    builder.addStruct(null, 8);
    Btf btf = parse(builder);
    assertRefused(() -> btf.field(1, "x"));
    assertRefused(() -> btf.fields(1));
  }

  @Test
  void oneLongNameForManyMembers() {
    String name = "x".repeat(127);
    BtfBuilder builder = new BtfBuilder();
    int i = builder.addInt("int", 4, true);
    builder.addStruct("s", 4);
    for (int member = 0; member < 0xffff; member++) {
      builder.addMember(name, i, 0);
    }
    Btf fine = parse(builder);
    assertRefused(() -> fine.type(2));
    assertThat(fine.field("s", name)).isPresent();

    byte[] bytes = builder.toBytes();
    int strings = bytes.length - 1 - name.length();
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 100_000);
    Arrays.fill(longer, strings, longer.length - 1, (byte) 'x');
    ByteBuffer.wrap(longer).order(ByteOrder.nativeOrder()).putInt(20, lengthOfStrings(longer));
    Btf btf = Btf.parse(ByteBuffer.wrap(longer));
    assertRefused(() -> btf.type(2));
  }

  private static int lengthOfStrings(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    return bytes.length - 24 - buffer.getInt(16);
  }

  @Test
  void thousandsOfOneName() {
    BtfBuilder builder = new BtfBuilder();
    for (int i = 0; i < 200_000; i++) {
      builder.addStruct("same", i);
    }
    Btf btf = parse(builder);
    assertThat(btf.findAll(BtfType.Struct.class, "same")).hasSize(200_000);
    for (int i = 0; i < 5; i++) {
      assertThat(btf.struct("same").orElseThrow().id()).isEqualTo(1);
      assertThat(btf.struct("other")).isEmpty();
    }
  }

  @Test
  void headersThatPointElsewhere() {
    byte[] good = sample();
    for (int at : new int[] {4, 8, 12, 16, 20}) {
      for (int value : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, good.length}) {
        byte[] bytes = good.clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(at, value);
        assertRefused(() -> Btf.parse(ByteBuffer.wrap(bytes)));
      }
    }
    byte[] shortHeader = good.clone();
    ByteBuffer.wrap(shortHeader).order(ByteOrder.nativeOrder()).putInt(4, 23);
    assertRefused(() -> Btf.parse(ByteBuffer.wrap(shortHeader)));
    byte[] unaligned = good.clone();
    ByteBuffer.wrap(unaligned).order(ByteOrder.nativeOrder()).putInt(8, 2);
    assertRefused(() -> Btf.parse(ByteBuffer.wrap(unaligned)));
  }

  @Test
  void everyTruncation() {
    byte[] good = sample();
    exercise(good);
    for (int length = 0; length < good.length; length++) {
      byte[] bytes = Arrays.copyOf(good, length);
      assertRefused(() -> Btf.parse(ByteBuffer.wrap(bytes)));
    }
  }

  @Test
  void randomMutations() {
    byte[] good = sample();
    Random random = new Random(20);
    int refused = 0;
    int count = Mutation.count(2000);
    for (int i = 0; i < count; i++) {
      byte[] bytes = good.clone();
      Mutation.apply(bytes, random);
      refused += Mutation.bounded(() -> exercise(bytes)) > 0 ? 1 : 0;
    }
    assertThat(refused).isBetween(count / 8, count - 1);
  }

  /** Asks for all there is; returns how often that was refused. */
  private static int exercise(byte[] bytes) {
    Btf btf;
    try {
      btf = Btf.parse(ByteBuffer.wrap(bytes));
    } catch (BtfFormatException e) {
      return 1;
    }
    int refused = 0;
    for (int i = 0; i < btf.typeCount(); i++) {
      int id = i;
      refused += refused(() -> btf.type(id));
      refused += refused(() -> btf.resolve(id));
      refused += refused(() -> sizeOf(btf, id));
      refused += refused(() -> btf.fields(id));
      refused += refused(() -> btf.field(id, "a.b.c"));
      refused += refused(() -> btf.field(id, "low"));
    }
    for (Class<? extends BtfType> kind : NAMED) {
      refused += refused(() -> btf.find(kind, "node"));
      refused += refused(() -> btf.findAll(kind, "node"));
      refused += refused(() -> btf.find(kind, "absent"));
    }
    refused += refused(() -> btf.prototype("main_0"));
    refused += refused(btf::pointerSize);
    return refused;
  }

  private static void sizeOf(Btf btf, int id) {
    try {
      btf.sizeOf(id);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("has no size");
    }
  }

  private static int refused(Runnable action) {
    try {
      action.run();
      return 0;
    } catch (BtfFormatException e) {
      return 1;
    }
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
    long start = System.nanoTime();
    assertThatThrownBy(action).isInstanceOf(BtfFormatException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  private static Btf parse(BtfBuilder builder) {
    return Btf.parse(ByteBuffer.wrap(builder.toBytes()));
  }

  /** Something of every kind. */
  private static byte[] sample() {
    BtfBuilder btf = new BtfBuilder();
    int u32 = btf.addInt("unsigned int", 4, false);
    int s64 = btf.addInt("long int", 8, true);
    btf.addFloat("double", 8);
    int array = btf.addArray(u32, u32, 16);
    int node = btf.addStruct("node", 88);
    btf.addMember("a", s64, 8);
    btf.addMember("b", array, 16);
    btf.addMember(null, node + 1, 80);
    btf.addUnion(null, 8);
    btf.addMember("c", u32, 0);
    btf.addBitField("low", u32, 0, 3);
    int pointer = btf.addPointer(node);
    btf.addEnum("verdict", 4, false);
    btf.addEnumerator("DROP", 0);
    btf.addEnum64("wide", 8, true);
    btf.addEnumerator("LOW", Long.MIN_VALUE);
    btf.addForward("elsewhere", true);
    btf.addTypedef("node_t", btf.addRestrict(btf.addVolatile(btf.addConst(node))));
    int proto = btf.addFunctionPrototype(s64);
    btf.addParameter("ctx", pointer);
    btf.addParameter("flags", u32);
    int function = btf.addFunction("main_0", proto, BtfLinkage.GLOBAL);
    int variable = btf.addVariable("counter", s64, BtfLinkage.GLOBAL);
    btf.addDataSection(".bss", 8);
    btf.addSectionVariable(variable, 0, 8);
    btf.addDeclTag("test", function, 1);
    btf.addTypeTag("kptr", node);
    return btf.toBytes();
  }
}
