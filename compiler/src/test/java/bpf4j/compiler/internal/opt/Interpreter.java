package bpf4j.compiler.internal.opt;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Evaluator;
import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** Runs a graph as it stands on a packet, before or after any pass. */
final class Interpreter {
  /** Where the context has the packet's start. */
  static final int DATA_FIELD = 76;

  /** Where the context has the packet's end. */
  static final int END_FIELD = 80;

  private static final long PACKET_ADDRESS = 1L << 44;
  private static final int STEPS = 100_000;
  private static final int SLOT_SPACING = 1 << 16;
  private static final long MAP_ADDRESS = 1L << 40;
  private static final long COUNTERS_ADDRESS = 1L << 41;
  private static final int MAP_ENTRIES = 8;
  private static final int LOOKUP = 1;
  private static final int LOAD_BYTES = 26;
  private static final int LOAD_BYTES_RELATIVE = 68;

  /**
   * How a run ended.
   *
   * @param failed where it failed; null if it did not
   * @param result what it returned, its low 32 bits sign-extended; 0 if it failed
   * @param map what it left in its map, an array of longs, if it has one
   */
  record Outcome(FailSite failed, long result, List<Long> map) {}

  /** The end of a run in the middle of a block. */
  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient FailSite site;

    Failed(FailSite site) {
      super(null, null, false, false);
      this.site = site;
    }
  }

  private final byte[] packet;
  private final ObjLongConsumer<Value> observer;
  private final Map<Value, Long> values = new HashMap<>();
  private final Map<StackSlot, ByteBuffer> stack = new HashMap<>();
  private final Long[] map = new Long[MAP_ENTRIES];

  private Interpreter(byte[] packet, ObjLongConsumer<Value> observer) {
    this.packet = packet;
    this.observer = observer;
    Arrays.fill(map, 0L);
  }

  /** Runs without looking at what happens meanwhile. */
  static Outcome run(Graph graph, byte[] packet) {
    return run(graph, packet, (value, number) -> {});
  }

  /**
   * Runs.
   *
   * @param observer sees each value as it is made; an I32 comes sign-extended
   */
  static Outcome run(Graph graph, byte[] packet, ObjLongConsumer<Value> observer) {
    Interpreter interpreter = new Interpreter(packet, observer);
    try {
      return interpreter.run(graph.entry());
    } catch (Failed failed) {
      return interpreter.failed(failed.site);
    }
  }

  private Outcome run(Block entry) {
    Block block = entry;
    Block from = null;
    for (int steps = 0; steps < STEPS; steps++) {
      enter(block, from);
      for (Value value : block.values()) {
        if (value.op() != Op.PHI) {
          set(value, compute(value));
        }
      }
      from = block;
      switch (block.exit()) {
        case JUMP -> block = block.succ(0);
        case BRANCH -> block = block.succ(holds(block) ? 0 : 1);
        case RETURN -> {
          return new Outcome(null, (int) get(block.left()), List.of(map));
        }
        case FAIL -> {
          return failed(block.site());
        }
      }
    }
    throw new AssertionError("does not end");
  }

  private Outcome failed(FailSite site) {
    return new Outcome(site, 0, List.of(map));
  }

  private boolean holds(Block block) {
    long left = get(block.left());
    long right = get(block.right());
    return block.cond().test(left, right, block.left().type().isWide());
  }

  /** All phis of a block change at once. */
  private void enter(Block block, Block from) {
    List<Long> numbers = new ArrayList<>();
    int way = from == null ? -1 : block.preds().indexOf(from);
    for (int i = 0; i < block.phiCount(); i++) {
      numbers.add(get(block.values().get(i).arg(way)));
    }
    for (int i = 0; i < numbers.size(); i++) {
      set(block.values().get(i), numbers.get(i));
    }
  }

  private void set(Value value, long number) {
    values.put(value, number);
    observer.accept(value, number);
  }

  private long get(Value value) {
    return switch (value.op()) {
      case CONST -> value.imm();
      case MAP -> 1;
      case SLOT -> (long) (((StackSlot) value.aux()).index() + 1) * SLOT_SPACING;
      default -> {
        Long number = values.get(value);
        if (number == null) {
          throw new AssertionError(value + " is used before it is made");
        }
        yield number;
      }
    };
  }

  private long compute(Value value) {
    return switch (value.op()) {
      case CONTEXT -> 0;
      case MAP_MEMORY -> COUNTERS_ADDRESS + value.imm();
      case CAN_LOOP -> 1;
      case PACKET, LD_IND -> packet(value, get(value.arg(0)) + value.imm());
      case LD_ABS -> packet(value, value.imm());
      case PACKET_COPY -> {
        copy(value, get(value.arg(0)) + value.imm());
        yield 0;
      }
      case LOAD -> value.arg(0).op() == Op.CONTEXT ? context(value) : load(value);
      case STORE -> {
        store(value);
        yield 0;
      }
      case ATOMIC_ADD -> {
        map[(int) (get(value.arg(0)) - MAP_ADDRESS) / Long.BYTES] += get(value.arg(1));
        yield 0;
      }
      case CALL -> call(value);
      default -> {
        long[] args = new long[value.argCount()];
        for (int i = 0; i < args.length; i++) {
          args[i] = get(value.arg(i));
        }
        Type type = value.type().isPointer() ? Type.I64 : value.type();
        yield Evaluator.evaluate(value.op(), type, args);
      }
    };
  }

  private long packet(Value value, long offset) {
    PacketAccess access = (PacketAccess) value.aux();
    if (offset != (int) offset || offset < 0 || offset + access.bytes() > packet.length) {
      throw new Failed(access.site());
    }
    long number = 0;
    for (int i = 0; i < access.bytes(); i++) {
      number = number << 8 | packet[(int) offset + i] & 0xff;
    }
    return value.type() == Type.I32 ? (int) number : number;
  }

  private void copy(Value value, long offset) {
    PacketAccess access = (PacketAccess) value.aux();
    if (offset != (int) offset || offset < 0 || offset + access.bytes() > packet.length) {
      throw new Failed(access.site());
    }
    createSlots(value.arg(1));
    memory(value.arg(1), 0).put(packet, (int) offset, access.bytes());
  }

  /** The length and the packet's addresses are all that programs here look at. */
  private long context(Value value) {
    return switch ((int) value.imm()) {
      case 0 -> packet.length;
      case DATA_FIELD -> PACKET_ADDRESS;
      case END_FIELD -> PACKET_ADDRESS + packet.length;
      default -> throw new AssertionError("no such field: " + value.imm());
    };
  }

  private ByteBuffer memory(Value pointer, long offset) {
    long address = get(pointer) + offset;
    if (pointer.type() == Type.PACKET) {
      assertThat(address).isBetween(PACKET_ADDRESS, PACKET_ADDRESS + packet.length - 1);
      return ByteBuffer.wrap(packet)
          .order(ByteOrder.nativeOrder())
          .position((int) (address - PACKET_ADDRESS));
    }
    for (Map.Entry<StackSlot, ByteBuffer> slot : stack.entrySet()) {
      if (slot.getKey().index() + 1 == address / SLOT_SPACING) {
        return slot.getValue().position((int) (address % SLOT_SPACING));
      }
    }
    throw new AssertionError(pointer + " points nowhere");
  }

  private void createSlots(Value pointer) {
    Value base = pointer.op() == Op.ADD ? pointer.arg(0) : pointer;
    if (base.op() == Op.SLOT) {
      stack.computeIfAbsent(
          (StackSlot) base.aux(),
          slot -> ByteBuffer.allocate(slot.size()).order(ByteOrder.nativeOrder()));
    }
  }

  private long load(Value value) {
    if (get(value.arg(0)) == COUNTERS_ADDRESS) {
      return 0;
    }
    createSlots(value.arg(0));
    ByteBuffer at = memory(value.arg(0), value.imm());
    return switch (value.access().bytes()) {
      case 1 -> at.get() & 0xff;
      case 2 -> at.getShort() & 0xffff;
      case 4 -> at.getInt();
      default -> at.getLong();
    };
  }

  private void store(Value value) {
    createSlots(value.arg(0));
    ByteBuffer at = memory(value.arg(0), value.imm());
    long number = get(value.arg(1));
    switch (value.access().bytes()) {
      case 1 -> at.put((byte) number);
      case 2 -> at.putShort((short) number);
      case 4 -> at.putInt((int) number);
      default -> at.putLong(number);
    }
  }

  private long call(Value value) {
    int helper = ((HelperCall) value.aux()).id();
    if (helper == LOOKUP) {
      createSlots(value.arg(1));
      int index = memory(value.arg(1), 0).getInt();
      return index >= 0 && index < MAP_ENTRIES ? MAP_ADDRESS + (long) index * Long.BYTES : 0;
    }
    if (helper != LOAD_BYTES && helper != LOAD_BYTES_RELATIVE) {
      throw new AssertionError("no such helper: " + value.aux());
    }
    long offset = get(value.arg(1));
    int size = (int) get(value.arg(3));
    if (offset < 0 || offset + size > packet.length) {
      return -14;
    }
    createSlots(value.arg(2));
    memory(value.arg(2), 0).put(packet, (int) offset, size);
    return 0;
  }
}
