package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/** Numbers in network order, at addresses that need no check. */
final class PacketBytes {
  private static final int SIX = 6;

  private PacketBytes() {}

  /** Makes a value the number at an address. */
  static void read(BlockWriter writer, Value value, Value pointer, long offset, int bytes) {
    switch (bytes) {
      case 1 -> value.become(Op.LOAD, offset, Access.of(1, false), pointer);
      case 2 -> value.become(Op.SWAP16, 0, null, load(writer, pointer, offset, 2));
      case 4 -> value.become(Op.SWAP32, 0, null, load(writer, pointer, offset, 4));
      case SIX -> {
        Value upper = writer.op(Op.SWAP16, Type.I32, load(writer, pointer, offset, 2));
        Value lower = writer.op(Op.SWAP32, Type.I32, load(writer, pointer, offset + 2, 4));
        Value high = shifted(writer, writer.op(Op.ZEXT32, Type.I64, upper), Integer.SIZE);
        value.become(Op.OR, 0, null, high, writer.op(Op.ZEXT32, Type.I64, lower));
      }
      default -> value.become(Op.SWAP64, 0, null, load(writer, pointer, offset, 8));
    }
    writer.add(value);
  }

  static Value shifted(BlockWriter writer, Value value, int bits) {
    return writer.op(Op.SHL, Type.I64, value, writer.constant(Type.I64, bits));
  }

  private static Value load(BlockWriter writer, Value pointer, long offset, int bytes) {
    Type type = bytes == Long.BYTES ? Type.I64 : Type.I32;
    return writer.emit(Op.LOAD, type, offset, Access.of(bytes, false), pointer);
  }

  /** Stores a number at an address. */
  static void write(BlockWriter writer, Value number, Value pointer, long offset, int bytes) {
    switch (bytes) {
      case 1 -> store(writer, number, pointer, offset, 1);
      case 2 -> store(writer, writer.op(Op.SWAP16, Type.I32, number), pointer, offset, 2);
      case 4 -> store(writer, writer.op(Op.SWAP32, Type.I32, number), pointer, offset, 4);
      case SIX -> {
        Value upper = writer.op(Op.SHR, Type.I64, number, writer.constant(Type.I64, Integer.SIZE));
        write(writer, writer.op(Op.TRUNC, Type.I32, upper), pointer, offset, 2);
        write(writer, writer.op(Op.TRUNC, Type.I32, number), pointer, offset + 2, 4);
      }
      default -> store(writer, writer.op(Op.SWAP64, Type.I64, number), pointer, offset, 8);
    }
  }

  private static void store(
      BlockWriter writer, Value number, Value pointer, long offset, int bytes) {
    writer.emit(Op.STORE, Type.VOID, offset, Access.of(bytes, false), pointer, number);
  }

  /** Copies bytes to the stack, where every store must be aligned. */
  static void copy(BlockWriter writer, Value from, long offset, Value to, int count, int aligned) {
    int at = 0;
    while (at < count) {
      int bytes = Math.min(Long.BYTES, aligned);
      while (bytes > count - at || at % bytes != 0) {
        bytes >>= 1;
      }
      store(writer, load(writer, from, offset + at, bytes), to, at, bytes);
      at += bytes;
    }
  }
}
