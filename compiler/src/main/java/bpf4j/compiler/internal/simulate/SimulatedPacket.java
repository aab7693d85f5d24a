package bpf4j.compiler.internal.simulate;

import bpf4j.compiler.declare.FailStopException;
import bpf4j.compiler.packet.PacketView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A packet in a byte array, which stays the caller's, with the context that comes with it.
 *
 * <p>Packet offset 0 is {@code bytes[dataStart]}. Where {@code networkOffset} is negative, offsets
 * from it up to -1 count from {@code bytes[networkStart]}, as the kernel's {@code SKF_NET_OFF}
 * does.
 */
public final class SimulatedPacket {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private final int dataStart;
  private final int networkStart;
  private final int linkHeaderLength;
  private final int networkOffset;
  private final ContextImage context;

  private SimulatedPacket(
      byte[] bytes,
      int dataStart,
      int networkStart,
      int linkHeaderLength,
      int networkOffset,
      ContextImage context) {
    this.bytes = bytes;
    this.dataStart = dataStart;
    this.networkStart = networkStart;
    this.linkHeaderLength = linkHeaderLength;
    this.networkOffset = networkOffset;
    this.context = context;
  }

  /**
   * A packet as a device hands it over.
   *
   * @param bytes the frame; offset 0 is its first byte
   * @param linkHeaderLength bytes before the network header
   * @param context the context's fields
   */
  public static SimulatedPacket frame(byte[] bytes, int linkHeaderLength, ContextImage context) {
    return new SimulatedPacket(bytes, 0, 0, linkHeaderLength, linkHeaderLength, context);
  }

  /**
   * A packet as a UDP or TCP socket hands it over: offset 0 is the transport header's first byte.
   *
   * @param bytes the packet from its network header on
   * @param networkHeaderLength how many of them come before the transport header
   * @param networkOffset the negative offset that stands for the network header
   * @param context the context's fields
   */
  public static SimulatedPacket datagram(
      byte[] bytes, int networkHeaderLength, int networkOffset, ContextImage context) {
    return new SimulatedPacket(bytes, networkHeaderLength, 0, 0, networkOffset, context);
  }

  /**
   * The context of a program that is given this packet.
   *
   * @param type the context interface
   */
  public <C extends PacketView> C as(Class<C> type) {
    return view(0, type);
  }

  <H extends PacketView> H view(int at, Class<H> type) {
    return type.cast(ViewClasses.factory(type).create(this, at));
  }

  int linkHeaderLength() {
    return linkHeaderLength;
  }

  int networkOffset() {
    return networkOffset;
  }

  ContextImage context() {
    return context;
  }

  int u8(int at) {
    return bytes[position(at, Byte.BYTES)] & 0xFF;
  }

  int u16(int at) {
    return (short) SHORTS.get(bytes, position(at, Short.BYTES)) & 0xFFFF;
  }

  int i32(int at) {
    return (int) INTS.get(bytes, position(at, Integer.BYTES));
  }

  long u48(int at) {
    int position = position(at, 6);
    long high = (short) SHORTS.get(bytes, position) & 0xFFFFL;
    return high << 32 | Integer.toUnsignedLong((int) INTS.get(bytes, position + 2));
  }

  long i64(int at) {
    return (long) LONGS.get(bytes, position(at, Long.BYTES));
  }

  void load(int at, byte[] to) {
    System.arraycopy(bytes, position(at, to.length), to, 0, to.length);
  }

  private int position(int at, int count) {
    long position = -1;
    if (at >= 0) {
      position = (long) dataStart + at;
    } else if (at >= networkOffset) {
      position = (long) networkStart + (at - networkOffset);
    }
    if (position < 0 || position + count > bytes.length) {
      throw new FailStopException(
          "read of %d bytes at packet offset %d; the packet has %d"
              .formatted(count, at, bytes.length - dataStart));
    }
    return (int) position;
  }
}
