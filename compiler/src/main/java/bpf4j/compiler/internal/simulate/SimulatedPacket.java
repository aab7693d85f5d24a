package bpf4j.compiler.internal.simulate;

import bpf4j.compiler.declare.FailStopException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A packet in a byte array, which stays the caller's, with the context that comes with it.
 *
 * <p>Packet offset 0 is {@code bytes[start]}. Where {@code networkOffset} is negative, offsets from
 * it up to -1 count from {@code bytes[networkStart]}, as the kernel's {@code SKF_NET_OFF} does.
 */
public final class SimulatedPacket {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private final int networkStart;
  private final int linkHeaderLength;
  private final int networkOffset;
  private final boolean writable;
  private final ContextImage context;
  private int start;
  private int end;

  private SimulatedPacket(
      byte[] bytes,
      int start,
      int end,
      int linkHeaderLength,
      int networkOffset,
      boolean writable,
      ContextImage context) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.networkStart = 0;
    this.linkHeaderLength = linkHeaderLength;
    this.networkOffset = networkOffset;
    this.writable = writable;
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
    return new SimulatedPacket(
        bytes, 0, bytes.length, linkHeaderLength, linkHeaderLength, false, context);
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
    return new SimulatedPacket(
        bytes, networkHeaderLength, bytes.length, 0, networkOffset, false, context);
  }

  /**
   * A copy of a frame that a program may write, with room to grow at both ends.
   *
   * @param frame the frame, not written
   * @param headroom free bytes before it
   * @param tailroom free bytes behind it
   * @param linkHeaderLength bytes before the network header
   * @param context the context's fields
   */
  public static SimulatedPacket writable(
      byte[] frame, int headroom, int tailroom, int linkHeaderLength, ContextImage context) {
    byte[] room = new byte[headroom + frame.length + tailroom];
    System.arraycopy(frame, 0, room, headroom, frame.length);
    return new SimulatedPacket(
        room, headroom, headroom + frame.length, linkHeaderLength, linkHeaderLength, true, context);
  }

  /**
   * The context of a program that is given this packet.
   *
   * @param type the context interface
   */
  public <C> C as(Class<C> type) {
    return view(0, type);
  }

  /** The packet as it is now. */
  public byte[] bytes() {
    return Arrays.copyOfRange(bytes, start, end);
  }

  /**
   * Moves the packet's first byte.
   *
   * @param delta bytes; negative to grow
   * @param shortest what must be left of the packet
   * @return whether there is room for that
   */
  public boolean moveStart(int delta, int shortest) {
    long moved = (long) start + delta;
    if (moved < 0 || moved > end - shortest) {
      return false;
    }
    start = (int) moved;
    return true;
  }

  /**
   * Moves the packet's end; bytes that come in are zero.
   *
   * @param delta bytes; positive to grow
   * @param shortest what must be left of the packet
   * @return whether there is room for that
   */
  public boolean moveEnd(int delta, int shortest) {
    long moved = (long) end + delta;
    if (moved > bytes.length || moved < start + shortest) {
      return false;
    }
    if (delta > 0) {
      Arrays.fill(bytes, end, (int) moved, (byte) 0);
    }
    end = (int) moved;
    return true;
  }

  <H> H view(int at, Class<H> type) {
    return type.cast(ViewClasses.factory(type).create(this, at));
  }

  int length() {
    return end - start;
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
    return bytes[position("read", at, Byte.BYTES)] & 0xFF;
  }

  int u16(int at) {
    return (short) SHORTS.get(bytes, position("read", at, Short.BYTES)) & 0xFFFF;
  }

  int i32(int at) {
    return (int) INTS.get(bytes, position("read", at, Integer.BYTES));
  }

  long u48(int at) {
    int position = position("read", at, 6);
    long high = (short) SHORTS.get(bytes, position) & 0xFFFFL;
    return high << 32 | Integer.toUnsignedLong((int) INTS.get(bytes, position + 2));
  }

  long i64(int at) {
    return (long) LONGS.get(bytes, position("read", at, Long.BYTES));
  }

  /** A number of 1, 2, 4, 6 or 8 bytes. */
  long number(int at, int count) {
    return switch (count) {
      case 1 -> u8(at);
      case 2 -> u16(at);
      case 4 -> Integer.toUnsignedLong(i32(at));
      case 6 -> u48(at);
      default -> i64(at);
    };
  }

  void setU8(int at, int value) {
    bytes[writePosition(at, Byte.BYTES)] = (byte) value;
  }

  void setU16(int at, int value) {
    SHORTS.set(bytes, writePosition(at, Short.BYTES), (short) value);
  }

  void setI32(int at, int value) {
    INTS.set(bytes, writePosition(at, Integer.BYTES), value);
  }

  void setU48(int at, long value) {
    int position = writePosition(at, 6);
    SHORTS.set(bytes, position, (short) (value >> 32));
    INTS.set(bytes, position + 2, (int) value);
  }

  void setI64(int at, long value) {
    LONGS.set(bytes, writePosition(at, Long.BYTES), value);
  }

  void setNumber(int at, int count, long value) {
    switch (count) {
      case 1 -> setU8(at, (int) value);
      case 2 -> setU16(at, (int) value);
      case 4 -> setI32(at, (int) value);
      case 6 -> setU48(at, value);
      default -> setI64(at, value);
    }
  }

  void load(int at, byte[] to) {
    System.arraycopy(bytes, position("read", at, to.length), to, 0, to.length);
  }

  private int writePosition(int at, int count) {
    if (!writable) {
      throw new UnsupportedOperationException(
          "programs of this type cannot write packets; XDP and traffic control programs can");
    }
    return position("write", at, count);
  }

  private int position(String what, int at, int count) {
    long position = -1;
    if (at >= 0) {
      position = (long) start + at;
    } else if (at >= networkOffset) {
      position = (long) networkStart + (at - networkOffset);
    }
    if (position < 0 || position + count > end) {
      throw new FailStopException(
          "%s of %d bytes at packet offset %d; the packet has %d"
              .formatted(what, count, at, end - start));
    }
    return (int) position;
  }
}
