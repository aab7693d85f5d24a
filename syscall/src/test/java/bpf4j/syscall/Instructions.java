package bpf4j.syscall;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Builds tiny programs for tests of this module, which has no assembler. */
public final class Instructions {
  private final ByteBuffer buffer = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());

  /** Appends one slot. */
  public Instructions slot(int opcode, int destination, int source, int offset, int immediate) {
    int registers =
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
            ? source << 4 | destination
            : destination << 4 | source;
    buffer.put((byte) opcode).put((byte) registers).putShort((short) offset).putInt(immediate);
    return this;
  }

  /** {@code rD = immediate}. */
  public Instructions move(int destination, int immediate) {
    return slot(0xb7, destination, 0, 0, immediate);
  }

  /** {@code rD = rS}. */
  public Instructions moveRegister(int destination, int source) {
    return slot(0xbf, destination, source, 0, 0);
  }

  /** {@code rD = map}. */
  public Instructions map(int destination, int fd) {
    return slot(0x18, destination, 1, 0, fd).slot(0, 0, 0, 0, 0);
  }

  /** {@code call helper}. */
  public Instructions call(int helper) {
    return slot(0x85, 0, 0, 0, helper);
  }

  /** {@code exit}. */
  public Instructions exit() {
    return slot(0x95, 0, 0, 0, 0);
  }

  /** The program so far. */
  public ByteBuffer bytes() {
    return buffer.duplicate().order(ByteOrder.nativeOrder()).flip();
  }

  /** {@code return value}. */
  public static ByteBuffer returning(int value) {
    return new Instructions().move(0, value).exit().bytes();
  }
}
