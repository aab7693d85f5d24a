package bpf4j.syscall.bpf;

import bpf4j.syscall.internal.call.Attr;
import bpf4j.syscall.internal.layout.BpfAttr;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the structs that {@code BPF_OBJ_GET_INFO_BY_FD} fills in. Arrays are fetched in two calls:
 * the first, without room, tells how many elements there are.
 */
final class InfoStruct implements AutoCloseable {
  private final Attr attr = new Attr(BpfAttr.Info.SIZE);
  private final Attr struct;
  private final int size;

  InfoStruct(Fd object, int size) {
    this.size = size;
    struct = new Attr(size);
    try {
      attr.fd(BpfAttr.Info.BPF_FD, object).u64(BpfAttr.Info.INFO, struct.address());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Makes the call; fields that this kernel does not have stay 0. */
  InfoStruct fetch() {
    attr.u32(BpfAttr.Info.INFO_LEN, size);
    Calls.run(BpfCommand.OBJ_GET_INFO_BY_FD, attr);
    return this;
  }

  int u32(int offset) {
    return struct.u32(offset);
  }

  long u64(int offset) {
    return struct.u64(offset);
  }

  InfoStruct u32(int offset, int value) {
    struct.u32(offset, value);
    return this;
  }

  /** Gives the kernel room for an array or string; null if the size is 0. */
  NativeMemory room(int pointerOffset, int bytes) {
    return struct.space(pointerOffset, bytes);
  }

  /** A {@code char[16]} name. */
  String name(int offset) {
    return string(struct.buffer(), offset, offset + 16);
  }

  String hex(int offset, int bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes; i++) {
      int b = struct.buffer().get(offset + i);
      text.append(Character.forDigit(b >> 4 & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
    }
    return text.toString();
  }

  static String string(NativeMemory memory) {
    return memory == null ? "" : string(memory.buffer(), 0, memory.size());
  }

  private static String string(ByteBuffer buffer, int from, int to) {
    int end = from;
    while (end < to && buffer.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - from];
    buffer.get(from, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static List<Integer> ints(NativeMemory memory) {
    List<Integer> values = new ArrayList<>();
    for (int i = 0; memory != null && i < memory.size(); i += Integer.BYTES) {
      values.add(memory.buffer().getInt(i));
    }
    return values;
  }

  static List<Long> longs(NativeMemory memory) {
    List<Long> values = new ArrayList<>();
    for (int i = 0; memory != null && i < memory.size(); i += Long.BYTES) {
      values.add(memory.buffer().getLong(i));
    }
    return values;
  }

  @Override
  public void close() {
    attr.close();
    struct.close();
  }
}
