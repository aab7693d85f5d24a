package bpf4j.syscall.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Builds the tiny programs that probes load. */
final class Slots {
  private static final int SIZE = 8;
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private final ByteBuffer buffer = ByteBuffer.allocate(16 * SIZE).order(ByteOrder.nativeOrder());

  private Slots() {}

  static Slots of() {
    return new Slots();
  }

  /** {@code return 0}. */
  static byte[] returningZero() {
    return of().move(0, 0).exit().bytes();
  }

  Slots slot(int opcode, int destination, int source, int offset, int immediate) {
    int registers = LITTLE ? source << 4 | destination : destination << 4 | source;
    buffer.put((byte) opcode).put((byte) registers).putShort((short) offset).putInt(immediate);
    return this;
  }

  Slots move(int register, int immediate) {
    return slot(0xb7, register, 0, 0, immediate);
  }

  Slots call(int helper) {
    return slot(0x85, 0, 0, 0, helper);
  }

  Slots exit() {
    return slot(0x95, 0, 0, 0, 0);
  }

  byte[] bytes() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
