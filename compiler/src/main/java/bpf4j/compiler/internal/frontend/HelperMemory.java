package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.StackArray;
import bpf4j.compiler.internal.frontend.JavaValue.StructRef;
import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import bpf4j.compiler.internal.ir.ConstantData;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.LayoutException;
import java.nio.charset.StandardCharsets;

/** Finds memory that helpers can be given for Java values, and makes it where there is none. */
final class HelperMemory {
  /** What leaves room on the stack of 512 bytes. */
  private static final int MAX_STRING = 384;

  /** An address and how many bytes are there. */
  record Region(Value address, int size) {}

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final MemoryTranslator memory;
  private final ScratchSlots slots;

  HelperMemory(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
    this.memory = new MemoryTranslator(translator);
    this.slots = new ScratchSlots(builder.graph());
  }

  /** Memory that a helper reads; values that have none are laid out on the stack. */
  Region readable(JavaValue value, String what) {
    if (value instanceof Constant constant && constant.object() instanceof byte[] bytes) {
      return bytes(bytes);
    }
    Tuple tuple = new Tuples(translator).of(value);
    if (tuple != null) {
      return laidOut(layout(tuple.type()), value);
    }
    if (value instanceof Virtual virtual) {
      return laidOut(layout(virtual.type()), value);
    }
    return writable(value, what);
  }

  /** Memory that a helper writes, for Java to see. */
  Region writable(JavaValue value, String what) {
    if (value instanceof StackArray array) {
      int size = array.length() * array.width();
      if (size == 0) {
        throw translator.refuse(what + " is an array without elements");
      }
      return new Region(array.pointer(), size);
    }
    if (value instanceof StructRef ref) {
      new ReferenceTests(translator).requirePresent(ref, what);
      if (MapAccess.hasKernelObject(ref.layout())) {
        throw translator.refuse(
            what
                + " has a lock or timer of the kernel's in it, which helpers may not touch; copy"
                + " the fields that it needs to a record");
      }
      Value address =
          builder.op(Op.ADD, ref.pointer().type(), ref.pointer(), builder.i64(ref.offset()));
      return new Region(address, ref.layout().size());
    }
    throw translator.refuse(
        what
            + " must lie in memory: an array made by the program or a struct in a map, not "
            + (value == null ? "an unknown value" : value.describe()));
  }

  /** A value as its layout says, in a slot that lives until the next call. */
  Region laidOut(Layout<?> layout, JavaValue value) {
    Value slot = slots.value(layout.size());
    memory.zeroPadding(layout, slot, 0);
    memory.store(layout, slot, 0, value);
    return new Region(slot, layout.size());
  }

  /** As {@link #laidOut}, beside it. */
  Region laidOutKey(Layout<?> layout, JavaValue value) {
    Value slot = slots.key(layout.size());
    memory.zeroPadding(layout, slot, 0);
    memory.store(layout, slot, 0, value);
    return new Region(slot, layout.size());
  }

  /** A constant string with its ending zero, on the stack. */
  Region text(JavaValue value, String what) {
    return bytes(encoded(value, what));
  }

  /** The address of a constant string with its ending zero, in memory that never changes. */
  Value constantText(JavaValue value, String what) {
    return builder.constantMemory(new ConstantData(encoded(value, what)));
  }

  private byte[] encoded(JavaValue value, String what) {
    if (value instanceof Constant constant && constant.object() instanceof String text) {
      return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }
    throw translator.refuse(what + " must be a constant string");
  }

  /** Room for a helper's result. */
  Region result(Class<?> type) {
    Layout<?> layout = layout(type);
    return new Region(slots.result(rounded(layout.size())), layout.size());
  }

  /** Zeroed room for a string that a helper makes, which nothing else uses. */
  StringRef string(JavaValue size, String what) {
    Value number = memory.number(size);
    if (!number.isConst() || number.imm() < 1 || number.imm() > MAX_STRING) {
      throw translator.refuse(
          what + ", the string's size, must be a constant from 1 to " + MAX_STRING);
    }
    return string((int) number.imm());
  }

  /** Zeroed room for a string of so many bytes. */
  StringRef string(int bytes) {
    if (bytes > MAX_STRING) {
      throw translator.refuse(
          "a string of " + bytes + " bytes does not fit the stack; the longest is " + MAX_STRING);
    }
    Value slot = builder.graph().address(builder.graph().newSlot(rounded(bytes), "string"));
    memory.zero(slot, 0, rounded(bytes));
    return new StringRef(slot, bytes);
  }

  /** Memory that holds a value of a type. */
  Region regionAt(Value address, Class<?> type) {
    return new Region(address, layout(type).size());
  }

  /** The result that a helper has written. */
  JavaValue load(Class<?> type, Region region) {
    return memory.load(layout(type), region.address(), 0);
  }

  private Layout<?> layout(Class<?> type) {
    try {
      return Layout.of(type);
    } catch (LayoutException e) {
      throw translator.refuse(e.getMessage());
    }
  }

  private Region bytes(byte[] bytes) {
    int rounded = rounded(bytes.length);
    Value address = slots.text(rounded);
    for (int at = 0; at < rounded; at += Long.BYTES) {
      long word = 0;
      for (int i = 7; i >= 0; i--) {
        word = word << 8 | (at + i < bytes.length ? bytes[at + i] & 0xff : 0);
      }
      builder.store(address, at, Long.BYTES, builder.i64(word));
    }
    return new Region(address, bytes.length);
  }

  private static int rounded(int size) {
    return size + 7 & ~7;
  }

  /** Extends a number to 64 bits. */
  Value wide(JavaValue value) {
    Value number = memory.number(value);
    return number.type() == Type.I32 ? builder.op(Op.SEXT32, Type.I64, number) : number;
  }
}
