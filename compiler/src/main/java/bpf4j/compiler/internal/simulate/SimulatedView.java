package bpf4j.compiler.internal.simulate;

import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.internal.declaration.PtRegs;
import bpf4j.compiler.packet.PacketView;

/**
 * A place in a simulated packet. Generated classes extend it; it is public only because those live
 * in the packages of the interfaces that they implement.
 */
public abstract class SimulatedView implements PacketView {
  private final SimulatedPacket packet;
  private final int offset;

  /**
   * A view.
   *
   * @param packet what is viewed
   * @param offset where, from the packet's first byte
   */
  protected SimulatedView(SimulatedPacket packet, int offset) {
    this.packet = packet;
    this.offset = offset;
  }

  @Override
  public final int offset() {
    return offset;
  }

  @Override
  public final int u8(int offset) {
    return packet.u8(this.offset + offset);
  }

  @Override
  public final int u16(int offset) {
    return packet.u16(this.offset + offset);
  }

  @Override
  public final int i32(int offset) {
    return packet.i32(this.offset + offset);
  }

  @Override
  public final long u32(int offset) {
    return Integer.toUnsignedLong(packet.i32(this.offset + offset));
  }

  @Override
  public final long u48(int offset) {
    return packet.u48(this.offset + offset);
  }

  @Override
  public final long i64(int offset) {
    return packet.i64(this.offset + offset);
  }

  @Override
  public final void loadBytes(int offset, byte[] to) {
    packet.load(this.offset + offset, to);
  }

  @Override
  public final void setU8(int offset, int value) {
    packet.setU8(this.offset + offset, value);
  }

  @Override
  public final void setU16(int offset, int value) {
    packet.setU16(this.offset + offset, value);
  }

  @Override
  public final void setI32(int offset, int value) {
    packet.setI32(this.offset + offset, value);
  }

  @Override
  public final void setU48(int offset, long value) {
    packet.setU48(this.offset + offset, value);
  }

  @Override
  public final void setI64(int offset, long value) {
    packet.setI64(this.offset + offset, value);
  }

  @Override
  public final <H extends PacketView> H view(int offset, Class<H> type) {
    return packet.view(this.offset + offset, type);
  }

  /** For generated code: the link-layer header's length. */
  public static int linkHeaderLength(SimulatedView view) {
    return view.packet.linkHeaderLength();
  }

  /** For generated code: the packet's length. */
  public static int length(SimulatedView view) {
    return view.packet.length();
  }

  /** For generated code: writes a declared field, whose other bits stay as they are. */
  public static void write(
      SimulatedView view, long value, int offset, int bytes, int shift, int bits) {
    int at = view.offset + offset;
    long mask = (bits == Long.SIZE ? -1 : (1L << bits) - 1) << shift;
    long kept = bits == bytes * Byte.SIZE ? 0 : view.packet.number(at, bytes) & ~mask;
    view.packet.setNumber(at, bytes, kept | value << shift & mask);
  }

  /** For generated code: writes an element of a context field. */
  public static void setContextField(
      SimulatedView view,
      int index,
      long value,
      int offset,
      int width,
      int count,
      int networkBytes) {
    int at = offset + ContextImage.checkIndex(index, count) * width;
    long stored = ContextImage.swap(networkBytes, value);
    view.packet.context().put(at, width, stored);
  }

  /** For the twins of helpers: the packet of a context. */
  public static SimulatedPacket packetOf(PacketView view) {
    if (view instanceof SimulatedView simulated) {
      return simulated.packet;
    }
    throw new IllegalArgumentException("not a simulated packet: " + view);
  }

  /** For generated code: the network header's offset. */
  public static int networkOffset(SimulatedView view) {
    return view.packet.networkOffset();
  }

  /** For generated code: a number that a tracepoint records. */
  public static long recordedNumber(SimulatedView view, int index, String name) {
    return view.packet.context().recorded().number(name, index);
  }

  /** For generated code: something else that a tracepoint records. */
  public static Object recordedObject(SimulatedView view, String name, Class<?> type) {
    return view.packet.context().recorded().object(name, 0, type);
  }

  /** For generated code: an argument or result of a place in the kernel. */
  public static long placeNumber(SimulatedView view, String kind, int index) {
    return view.packet.context().recorded().number(kind + "()", index);
  }

  /** For generated code: the struct that an argument or result of a place points to. */
  public static Object placeStruct(SimulatedView view, String kind, int index, Class<?> type) {
    return type.cast(view.packet.context().recorded().object(kind + "()", index, type));
  }

  /** For generated code: an element of a context field. */
  public static long contextField(
      SimulatedView view, int index, int offset, int width, int count, int networkBytes) {
    int at = offset + ContextImage.checkIndex(index, count) * width;
    return view.packet.context().read(at, width, networkBytes);
  }

  /** For generated code: a register, by the name of the intrinsic that reads it. */
  public static long register(SimulatedView view, String kind, int index) {
    int offset = PtRegs.ofThisMachine().offset(Intrinsic.Kind.valueOf(kind), index);
    return view.packet.context().read(offset, Long.BYTES, 0);
  }

  /** For generated code: the truth of a field. */
  public static boolean isTrue(long value) {
    return value != 0;
  }

  @Override
  public final String toString() {
    return getClass().getInterfaces()[0].getSimpleName() + " at packet offset " + offset;
  }
}
