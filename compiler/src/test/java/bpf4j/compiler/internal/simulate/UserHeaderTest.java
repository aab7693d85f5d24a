package bpf4j.compiler.internal.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.declare.At;
import bpf4j.compiler.declare.Bits;
import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.declare.FailStopException;
import bpf4j.compiler.declare.Header;
import bpf4j.compiler.packet.Ipv4;
import bpf4j.compiler.packet.Ipv4Address;
import bpf4j.compiler.packet.Ipv6Address;
import bpf4j.compiler.packet.PacketView;
import bpf4j.maps.layout.S16;
import bpf4j.maps.layout.S32;
import bpf4j.maps.layout.S8;
import bpf4j.maps.layout.U16;
import bpf4j.maps.layout.U32;
import bpf4j.maps.layout.U8;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UserHeaderTest {
  private static final byte[] BYTES =
      HexFormat.of().parseHex("f1e2d3c4b5a69788fedcba98765432100123456789abcdef0011223344556677");

  private final PacketView packet = SkBuff.of(BYTES);

  /** Every width and type there is. */
  @Header(size = 16)
  interface Widths extends PacketView {
    @At(0)
    byte signedByte();

    @At(0)
    short signedShort();

    @At(0)
    char unsignedShort();

    @At(0)
    int wholeInt();

    @At(0)
    long wholeLong();

    @At(0)
    boolean flag();

    @At(0)
    @U8
    int u8();

    @At(0)
    @U16
    int u16();

    @At(0)
    @U32
    long u32();

    @At(0)
    @U32
    int u32AsInt();

    @At(0)
    @S8
    int s8();

    @At(0)
    @S16
    long s16();

    @At(0)
    @S32
    long s32();

    @At(0)
    @U8
    long u8AsLong();

    @Bits(at = 0, width = 48)
    long six();

    @Bits(at = 4, width = 32)
    int acrossBytes();

    @Bits(at = 7, width = 1)
    boolean lastBit();

    @Bits(at = 6, width = 1)
    boolean lastBitButOne();

    @Bits(at = 104, width = 24)
    int atTheEnd();
  }

  @Test
  void readsEveryWidth() {
    Widths widths = packet.view(0, Widths.class);
    assertThat(widths.signedByte()).isEqualTo((byte) 0xf1);
    assertThat(widths.signedShort()).isEqualTo((short) 0xf1e2);
    assertThat(widths.unsignedShort()).isEqualTo((char) 0xf1e2);
    assertThat(widths.wholeInt()).isEqualTo(0xf1e2d3c4);
    assertThat(widths.wholeLong()).isEqualTo(0xf1e2d3c4b5a69788L);
    assertThat(widths.flag()).isTrue();
    assertThat(packet.view(24, Widths.class).flag()).isFalse();
    assertThat(widths.u8()).isEqualTo(0xf1);
    assertThat(widths.u16()).isEqualTo(0xf1e2);
    assertThat(widths.u32()).isEqualTo(0xf1e2d3c4L);
    assertThat(widths.u32AsInt()).isEqualTo(0xf1e2d3c4);
    assertThat(widths.s8()).isEqualTo(-15);
    assertThat(widths.s16()).isEqualTo((short) 0xf1e2);
    assertThat(widths.s32()).isEqualTo(0xf1e2d3c4);
    assertThat(widths.u8AsLong()).isEqualTo(0xf1L);
    assertThat(widths.six()).isEqualTo(0xf1e2d3c4b5a6L);
    assertThat(widths.acrossBytes()).isEqualTo(0x1e2d3c4b);
    assertThat(widths.lastBit()).isTrue();
    assertThat(widths.lastBitButOne()).isFalse();
    assertThat(widths.atTheEnd()).isEqualTo(0x543210);
  }

  /** A record of a user's own, in network order without padding. */
  record Mixed(@U8 int kind, long number, short rest) {}

  private interface Hidden extends PacketView {
    @At(1)
    Mixed mixed();

    @At(8)
    Ipv6Address address();

    private int twice() {
      return u8(0) * 2;
    }

    default int fourTimes() {
      return twice() * 2;
    }

    default Ipv4 inner() {
      PacketView.require(u8(0) == 0xf1);
      return view(4, Ipv4.class);
    }
  }

  @Test
  void readsRecordsThroughInterfacesThatAreNotPublic() {
    Hidden hidden = packet.view(0, Hidden.class);
    assertThat(hidden.mixed()).isEqualTo(new Mixed(0xe2, 0xd3c4b5a69788fedcL, (short) 0xba98));
    assertThat(hidden.address())
        .isEqualTo(new Ipv6Address(0xfedcba9876543210L, 0x0123456789abcdefL));
    assertThat(hidden.fourTimes()).isEqualTo(0xf1 * 4);
    assertThat(hidden.inner().source()).isEqualTo(Ipv4Address.parse("1.35.69.103"));
    PacketView later = packet.view(32 - 11, PacketView.class);
    assertThatThrownBy(() -> later.view(0, Hidden.class).mixed())
        .isInstanceOf(FailStopException.class);
    assertThat(hidden).hasToString("Hidden at packet offset 0");
  }

  interface NoPlace extends PacketView {
    int where();
  }

  interface TwoPlaces extends PacketView {
    @At(0)
    @Bits(at = 0, width = 8)
    int where();
  }

  interface WithParameter extends PacketView {
    @At(0)
    int at(int index);
  }

  @Header(size = 4)
  interface TooShort extends PacketView {
    @At(2)
    int beyond();
  }

  @Header(size = 4)
  interface BitsTooFar extends PacketView {
    @Bits(at = 30, width = 4)
    int beyond();
  }

  interface Negative extends PacketView {
    @At(-1)
    int before();
  }

  interface TooManyBits extends PacketView {
    @Bits(at = 0, width = 33)
    int wide();
  }

  interface NineBytes extends PacketView {
    @Bits(at = 4, width = 64)
    long wide();
  }

  interface Floating extends PacketView {
    @At(0)
    float real();
  }

  interface TooNarrow extends PacketView {
    @At(0)
    @U32
    short narrow();
  }

  interface PrivateRecord extends PacketView {
    @At(0)
    Ours ours();
  }

  private record Ours(int a) {}

  interface NoPacket {
    @At(0)
    int field();
  }

  @Test
  void refusesWhatMeansNothing() {
    refuses(NoPlace.class, "where", "@At");
    refuses(TwoPlaces.class, "where", "keep one");
    refuses(WithParameter.class, "at", "default method");
    refuses(TooShort.class, "beyond", "bytes 2 to 5");
    refuses(BitsTooFar.class, "beyond", "bits 30 to 33");
    refuses(Negative.class, "before", "bytes -1 to 2");
    refuses(TooManyBits.class, "wide", "33 bits");
    refuses(NineBytes.class, "wide", "8 bytes");
    refuses(Floating.class, "real", "float");
    refuses(TooNarrow.class, "narrow", "width");
    refuses(PrivateRecord.class, "ours", "public");
    refuses(String.class, "String", "no header");
    refuses(NoPacket.class, "NoPacket", "extends PacketView");
  }

  private static void refuses(Class<?> type, String where, String why) {
    assertThatThrownBy(() -> ViewClasses.factory(type))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining(where)
        .hasMessageContaining(why);
  }

  @Header(size = 1)
  interface Contended extends PacketView {
    @At(0)
    @U8
    int first();
  }

  @Test
  void threadsThatMeetAtANewHeaderGetOneClass() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<Object> make = () -> packet.view(1, Contended.class);
      List<Future<Object>> made = threads.invokeAll(Collections.nCopies(64, make));
      Set<Class<?>> classes =
          made.stream().map(UserHeaderTest::join).map(Object::getClass).collect(Collectors.toSet());
      assertThat(classes).hasSize(1);
      assertThat(packet.view(1, Contended.class).first()).isEqualTo(0xe2);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Object join(Future<Object> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
