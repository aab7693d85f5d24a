package bpf4j.compiler.internal.simulate;

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
  public final <H extends PacketView> H view(int offset, Class<H> type) {
    return packet.view(this.offset + offset, type);
  }

  /** For generated code: the link-layer header's length. */
  public static int linkHeaderLength(SimulatedView view) {
    return view.packet.linkHeaderLength();
  }

  /** For generated code: the network header's offset. */
  public static int networkOffset(SimulatedView view) {
    return view.packet.networkOffset();
  }

  /** For generated code: an element of a context field. */
  public static long contextField(
      SimulatedView view, int index, int offset, int width, int count, boolean networkShort) {
    int at = offset + ContextImage.checkIndex(index, count) * width;
    long value = view.packet.context().get(at, width);
    return networkShort ? ContextImage.networkShort((short) value) : value;
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
