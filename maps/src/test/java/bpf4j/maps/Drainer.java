package bpf4j.maps;

import bpf4j.elf.BtfBuilder;
import bpf4j.elf.BtfLinkage;
import bpf4j.syscall.bpf.BtfCalls;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramLoadAttr;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.bpf.TestRunAttr;
import bpf4j.syscall.io.Fd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A program in instructions that drains a user ring buffer, and pushes the first eight bytes of
 * each record into a queue.
 */
final class Drainer implements AutoCloseable {

  private static final int SLOTS = 32;
  private static final int DYNPTR_READ = 201;
  private static final int USER_RINGBUF_DRAIN = 209;
  private static final int MAP_PUSH_ELEM = 87;
  private static final int MAP_FD = 1;
  private static final int FUNCTION = 4;

  private final ByteBuffer code =
      ByteBuffer.allocateDirect(SLOTS * 8).order(ByteOrder.nativeOrder());
  private final Fd program;

  Drainer(Fd ring, Fd queue) {
    wide(1, MAP_FD, ring.number());
    int function = code.position();
    wide(2, FUNCTION, 0);
    slot(0xbf, 3, 10, 0, 0);
    slot(0xb7, 4, 0, 0, 0);
    slot(0x85, 0, 0, 0, USER_RINGBUF_DRAIN);
    slot(0x95, 0, 0, 0, 0);
    int callback = code.position() / 8;
    code.putInt(function + Integer.BYTES, callback - function / 8 - 1);
    slot(0xbf, 3, 1, 0, 0); // r3 = the record's dynptr
    slot(0x7a, 10, 0, -8, 0);
    slot(0xbf, 1, 10, 0, 0);
    slot(0x07, 1, 0, 0, -8);
    slot(0xb7, 2, 0, 0, 8);
    slot(0xb7, 4, 0, 0, 0);
    slot(0xb7, 5, 0, 0, 0);
    slot(0x85, 0, 0, 0, DYNPTR_READ);
    wide(1, MAP_FD, queue.number());
    slot(0xbf, 2, 10, 0, 0);
    slot(0x07, 2, 0, 0, -8);
    slot(0xb7, 3, 0, 0, 0);
    slot(0x85, 0, 0, 0, MAP_PUSH_ELEM);
    slot(0xb7, 0, 0, 0, 0); // go on
    slot(0x95, 0, 0, 0, 0);
    program = load(List.of(ring, queue), callback);
  }

  private Fd load(List<Fd> maps, int callback) {
    BtfBuilder btf = new BtfBuilder();
    int number = btf.addInt("int", 4, true);
    int pointer = btf.addPointer(BtfBuilder.VOID);
    int prototype = btf.addFunctionPrototype(number);
    btf.addParameter("a", pointer);
    btf.addParameter("b", pointer);
    int main = btf.addFunction("drain", prototype, BtfLinkage.STATIC);
    int called = btf.addFunction("record", prototype, BtfLinkage.STATIC);
    byte[] functions = new byte[16];
    ByteBuffer.wrap(functions)
        .order(ByteOrder.nativeOrder())
        .putInt(0)
        .putInt(main)
        .putInt(callback)
        .putInt(called);
    try (Fd types = BtfCalls.load(btf.toBytes())) {
      return ProgramCalls.load(
              ProgramLoadAttr.builder(ProgramType.SOCKET_FILTER, code.flip(), "GPL")
                  .name("drain")
                  .btf(types)
                  .functionInfo(8, functions)
                  .keepOpen(maps)
                  .build())
          .fd();
    }
  }

  private void slot(int opcode, int target, int source, int offset, int immediate) {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    code.put((byte) opcode)
        .put((byte) (little ? source << 4 | target : target << 4 | source))
        .putShort((short) offset)
        .putInt(immediate);
  }

  private void wide(int target, int kind, int immediate) {
    slot(0x18, target, kind, 0, immediate);
    slot(0, 0, 0, 0, 0);
  }

  /** Runs the program; returns how many records it took, or a negated errno. */
  int drain() {
    return ProgramCalls.testRun(program, TestRunAttr.of(new byte[64])).returnValue();
  }

  @Override
  public void close() {
    program.close();
  }
}
