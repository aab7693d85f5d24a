package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.codegen.MachineInsn.Kind;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.FailCounters;
import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.compiler.internal.isa.AluOp;
import bpf4j.compiler.internal.isa.AtomicOp;
import bpf4j.compiler.internal.isa.MemSize;
import java.util.List;

/** Chooses machine instructions for SSA values. Every value gets a virtual register of its own. */
final class Selector {
  private static final int R0 = 0;
  private static final int R1 = 1;
  private static final int R6 = 6;

  private final Graph graph;
  private final GeneratorOptions options;
  private final MachineFunction function;
  private final ZeroExtension zeroExtension;
  private final int[] registers;
  private final int[] uses;
  private final MachineBlock[] blocks;
  private final BranchSelector branches;
  private MachineBlock current;
  private MachineBlock tail;
  private SourcePosition position;

  Selector(Graph graph, GeneratorOptions options, List<FailSite> failSites) {
    this.graph = graph;
    this.options = options;
    this.function = new MachineFunction(graph.slots(), failSites);
    this.zeroExtension = new ZeroExtension(graph);
    this.registers = new int[graph.valueCount()];
    this.uses = graph.countUses();
    this.blocks = new MachineBlock[graph.blockCount()];
    this.branches = new BranchSelector(this, uses);
  }

  MachineFunction select() {
    List<Block> order = graph.reversePostorder();
    pinContextIfNeeded(order);
    for (Block block : order) {
      MachineBlock machine = function.newBlock();
      machine.setCold(block.isCold());
      blocks[block.id()] = machine;
      for (Value value : block.values()) {
        assignRegister(value);
      }
    }
    new LoopDepths(graph).assign(blocks);
    PhiCopies copies = new PhiCopies(this, order);
    for (Block block : order) {
      current = blocks[block.id()];
      copies.atStart(block);
      for (Value value : block.values()) {
        position = value.position();
        select(value);
      }
      position = block.position();
      current.setPosition(position);
      copies.beforeEnd(block);
      end(block);
    }
    return function;
  }

  private void pinContextIfNeeded(List<Block> order) {
    for (Block block : order) {
      for (Value value : block.values()) {
        if (value.op() == Op.LD_ABS || value.op() == Op.LD_IND) {
          function.pinContext();
          return;
        }
      }
    }
  }

  private void assignRegister(Value value) {
    if (value.type() == Type.VOID) {
      registers[value.id()] = MachineInsn.NONE;
    } else if (value.op() == Op.CONTEXT && function.isContextPinned()) {
      registers[value.id()] = R6;
    } else if (isAlias(value)) {
      // Same bits, other type; arguments stand before their users, so theirs is known.
      registers[value.id()] = registers[value.arg(0).id()];
    } else {
      registers[value.id()] = function.newRegister();
    }
  }

  private boolean isAlias(Value value) {
    if (value.argCount() == 0 || value.arg(0).isFloating()) {
      return false;
    }
    return value.op() == Op.TRUNC
        || value.op() == Op.ZEXT32 && zeroExtension.isZeroExtended(value.arg(0));
  }

  MachineFunction function() {
    return function;
  }

  GeneratorOptions options() {
    return options;
  }

  MachineBlock blockOf(Block block) {
    return blocks[block.id()];
  }

  MachineInsn emit(Kind kind) {
    MachineInsn insn = new MachineInsn(kind).position(position);
    current.insns().add(insn);
    return insn;
  }

  int newRegister() {
    return function.newRegister();
  }

  int registerOf(Value value) {
    return registers[value.id()];
  }

  /** A register that holds a value; constants and addresses are made on the spot. */
  int use(Value value) {
    if (!value.isFloating()) {
      return registers[value.id()];
    }
    int register = newRegister();
    useIn(register, value);
    return register;
  }

  /** Brings a value into a given register. */
  void useIn(int register, Value value) {
    switch (value.op()) {
      case CONST ->
          emit(Kind.MOV_IMM).dst(register).imm(value.imm()).wide(value.type() != Type.I32);
      case MAP -> emit(Kind.LD_MAP).dst(register).aux(value.aux());
      case CALLBACK -> emit(Kind.LD_FUNCTION).dst(register).aux(value.aux());
      case SLOT -> emit(Kind.FRAME_ADDRESS).dst(register).aux(value.aux());
      default -> emit(Kind.MOV).dst(register).src(registers[value.id()]);
    }
  }

  static boolean fitsImmediate(Value value) {
    return value.isConst() && value.imm() == (int) value.imm();
  }

  private void select(Value value) {
    int dst = registers[value.id()];
    switch (value.op()) {
      case PHI -> {}
      case CONTEXT -> {
        if (value.argCount() > 0 && uses[value.id()] > 0) {
          emitMemory(Kind.LOAD, value.arg(0), value.imm()).dst(dst).size(MemSize.DW);
        } else if (uses[value.id()] > 0 || function.isContextPinned()) {
          emit(Kind.MOV).dst(dst).src(R1);
        }
      }
      case MAP_MEMORY -> emit(Kind.LD_MAP_VALUE).dst(dst).aux(value.aux()).imm(value.imm());
      case PARAMETER -> emit(Kind.MOV).dst(dst).src(R1 + 1 + (int) value.imm());
      case ADD -> binary(value, AluOp.ADD);
      case SUB -> binary(value, AluOp.SUB);
      case MUL -> binary(value, AluOp.MUL);
      case AND -> {
        if (!branches.isFolded(value)) {
          binary(value, AluOp.AND);
        }
      }
      case OR -> binary(value, AluOp.OR);
      case XOR -> binary(value, AluOp.XOR);
      case SHL -> binary(value, AluOp.LSH);
      case SHR -> binary(value, AluOp.RSH);
      case SAR -> binary(value, AluOp.ARSH);
      case UDIV -> binary(value, AluOp.DIV);
      case UREM -> binary(value, AluOp.MOD);
      case SDIV -> binary(value, AluOp.SDIV);
      case SREM -> binary(value, AluOp.SMOD);
      case NEG -> {
        copy(dst, value.arg(0));
        emit(Kind.NEG).dst(dst).wide(value.type().isWide());
      }
      case SEXT8 -> signExtend(value, 8);
      case SEXT16 -> signExtend(value, 16);
      case SEXT32 -> signExtend(value, 32);
      case ZEXT32 -> {
        if (!isAlias(value)) {
          emit(Kind.ZEXT).dst(dst).src(use(value.arg(0)));
        }
      }
      case TRUNC -> {
        if (!isAlias(value)) {
          copy(dst, value.arg(0));
        }
      }
      case SWAP16 -> swap(value, 16);
      case SWAP32 -> swap(value, 32);
      case SWAP64 -> swap(value, 64);
      case NUMBER_OF -> {
        copy(dst, value.arg(0));
        emit(Kind.FORGET).dst(dst);
      }
      case LOAD -> {
        MachineInsn load = emitMemory(Kind.LOAD, value.arg(0), value.imm());
        load.dst(dst).size(size(value.access().bytes()));
      }
      case STORE -> store(value);
      case ATOMIC_ADD -> atomic(value, use(value.arg(1)), AtomicOp.ADD);
      case ATOMIC_AND -> atomic(value, use(value.arg(1)), AtomicOp.AND);
      case ATOMIC_OR -> atomic(value, use(value.arg(1)), AtomicOp.OR);
      case ATOMIC_XOR -> atomic(value, use(value.arg(1)), AtomicOp.XOR);
      case ATOMIC_FETCH_ADD -> fetch(value, dst, AtomicOp.FETCH_ADD);
      case ATOMIC_FETCH_AND -> fetch(value, dst, AtomicOp.FETCH_AND);
      case ATOMIC_FETCH_OR -> fetch(value, dst, AtomicOp.FETCH_OR);
      case ATOMIC_FETCH_XOR -> fetch(value, dst, AtomicOp.FETCH_XOR);
      case ATOMIC_EXCHANGE -> fetch(value, dst, AtomicOp.XCHG);
      case ATOMIC_COMPARE_EXCHANGE -> {
        int replacement = use(value.arg(2));
        useIn(R0, value.arg(1));
        atomic(value, replacement, AtomicOp.CMPXCHG);
        result(value, dst);
      }
      case LD_ABS -> {
        emit(Kind.LD_ABS).imm(value.imm()).size(size(packetBytes(value)));
        result(value, dst);
      }
      case LD_IND -> {
        int index = use(value.arg(0));
        emit(Kind.LD_IND).src(index).imm(value.imm()).size(size(packetBytes(value)));
        result(value, dst);
      }
      case CAN_LOOP -> function.setBudgeted();
      case CALL -> call(value, dst, ((HelperCall) value.aux()).id());
      case CALL_SUBPROGRAM -> call(value, dst, 0);
      default -> throw new IllegalStateException("cannot select " + value.op());
    }
  }

  private static int packetBytes(Value value) {
    return ((PacketAccess) value.aux()).bytes();
  }

  private void result(Value value, int dst) {
    if (uses[value.id()] > 0) {
      emit(Kind.MOV).dst(dst).src(R0);
    }
  }

  /** Copies a value into the register of another; the allocator removes most of these. */
  private void copy(int dst, Value value) {
    useIn(dst, value);
  }

  private void binary(Value value, AluOp op) {
    int dst = registers[value.id()];
    Value a = value.arg(0);
    Value b = value.arg(1);
    boolean wide = value.type().isWide();
    if (fitsImmediate(b)) {
      copy(dst, a);
      emit(Kind.ALU_IMM).alu(op).dst(dst).imm(b.imm()).wide(wide);
      return;
    }
    int right = use(b);
    copy(dst, a);
    emit(Kind.ALU).alu(op).dst(dst).src(right).wide(wide);
  }

  private void signExtend(Value value, int bits) {
    int dst = registers[value.id()];
    boolean wide = value.type().isWide();
    if (options.signExtension()) {
      emit(Kind.MOVSX).dst(dst).src(use(value.arg(0))).imm(bits).wide(wide);
      return;
    }
    int shift = (wide ? 64 : 32) - bits;
    copy(dst, value.arg(0));
    emit(Kind.ALU_IMM).alu(AluOp.LSH).dst(dst).imm(shift).wide(wide);
    emit(Kind.ALU_IMM).alu(AluOp.ARSH).dst(dst).imm(shift).wide(wide);
  }

  private void swap(Value value, int bits) {
    int dst = registers[value.id()];
    copy(dst, value.arg(0));
    emit(Kind.SWAP).dst(dst).imm(bits);
  }

  static MemSize size(int bytes) {
    return switch (bytes) {
      case 1 -> MemSize.B;
      case 2 -> MemSize.H;
      case 4 -> MemSize.W;
      default -> MemSize.DW;
    };
  }

  /** An access with its base: the frame pointer for slots, so that no address is computed. */
  private MachineInsn emitMemory(Kind kind, Value pointer, long offset) {
    boolean isLoad = kind == Kind.LOAD;
    if (pointer.op() == Op.SLOT) {
      MachineInsn insn = emit(kind).offset((int) offset).aux((StackSlot) pointer.aux());
      return isLoad ? insn.src(MachineInsn.FP) : insn.dst(MachineInsn.FP);
    }
    int base = use(pointer);
    MachineInsn insn = emit(kind).offset((int) offset);
    return isLoad ? insn.src(base) : insn.dst(base);
  }

  private void store(Value value) {
    Value stored = value.arg(1);
    MemSize size = size(value.access().bytes());
    if (fitsImmediate(stored)) {
      emitMemory(Kind.STORE_IMM, value.arg(0), value.imm()).imm(stored.imm()).size(size);
      return;
    }
    int register = use(stored);
    emitMemory(Kind.STORE, value.arg(0), value.imm()).src(register).size(size);
  }

  private void fetch(Value value, int dst, AtomicOp op) {
    copy(dst, value.arg(1));
    atomic(value, dst, op);
  }

  private void atomic(Value value, int operand, AtomicOp op) {
    emitMemory(Kind.ATOMIC, value.arg(0), value.imm())
        .src(operand)
        .atomic(op)
        .size(size(value.access().bytes()));
  }

  private void call(Value value, int dst, int id) {
    for (int i = 0; i < value.argCount(); i++) {
      useIn(R1 + i, value.arg(i));
    }
    emit(Kind.CALL).imm(id).offset(value.argCount()).aux(value.aux());
    result(value, dst);
  }

  private void end(Block block) {
    for (int i = 0; i < block.succCount(); i++) {
      current.succs().add(blocks[block.succ(i).id()]);
    }
    switch (block.exit()) {
      case JUMP -> {}
      case BRANCH -> branches.select(block, current);
      case RETURN -> {
        useIn(R0, block.left());
        emit(Kind.EXIT);
      }
      case FAIL -> {
        if (block.site() == null || block.site().equals(FailSite.COUNTED)) {
          emit(Kind.MOV_IMM).dst(R0).imm(options.defaultVerdict()).wide(true);
          emit(Kind.EXIT);
        } else {
          int index = function.indexOf(block.site());
          emit(Kind.LD_MAP_VALUE)
              .dst(R1)
              .aux(FailCounters.INSTANCE)
              .imm(FailCounters.offset(index));
          current.succs().add(failTail());
        }
      }
    }
  }

  /** The end that all failing runs share: counts at the address in register 1, then exits. */
  private MachineBlock failTail() {
    if (tail == null) {
      tail = function.newBlock();
      tail.setCold(true);
      MachineBlock before = current;
      current = tail;
      int one = 2;
      emit(Kind.MOV_IMM).dst(one).imm(1);
      emit(Kind.ATOMIC).dst(R1).src(one).atomic(AtomicOp.ADD).size(MemSize.DW);
      emit(Kind.MOV_IMM).dst(R0).imm(options.defaultVerdict()).wide(true);
      emit(Kind.EXIT);
      current = before;
    }
    return tail;
  }
}
