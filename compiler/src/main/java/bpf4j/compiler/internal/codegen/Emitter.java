package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Subprogram;
import bpf4j.compiler.internal.isa.Assembler;
import bpf4j.compiler.internal.isa.Cond;
import bpf4j.compiler.internal.isa.Endian;
import bpf4j.compiler.internal.isa.Label;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Encodes machine instructions. */
final class Emitter {
  private static final Endian HOST =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Endian.LE : Endian.BE;
  private static final Endian NETWORK =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Endian.BE : Endian.LE;

  private final Assembler out;
  private final StackFrame frame;
  private final Map<Subprogram, Label> functions;
  private final List<LineEntry> lines = new ArrayList<>();

  Emitter(Assembler out, StackFrame frame, Map<Subprogram, Label> functions) {
    this.functions = functions;
    this.out = out;
    this.frame = frame;
  }

  /** The lines of what has been emitted; the first begins at a slot, as the kernel wants it. */
  List<LineEntry> linesFrom(int start) {
    if (!lines.isEmpty() && lines.get(0).slot() != start) {
      lines.add(0, new LineEntry(start, lines.get(0).position()));
    }
    return lines;
  }

  /** Encodes blocks in order; answers with the slot at which the cold ones begin. */
  int emit(BlockLayout layout) {
    List<MachineBlock> order = layout.order();
    int last = 0;
    for (MachineBlock block : order) {
      last = Math.max(last, block.index());
    }
    Label[] labels = new Label[last + 1];
    for (MachineBlock block : order) {
      labels[block.index()] = new Label();
    }
    int hotSlots = 0;
    for (int i = 0; i < order.size(); i++) {
      MachineBlock block = order.get(i);
      MachineBlock next = i + 1 < order.size() ? order.get(i + 1) : null;
      out.bind(labels[block.index()]);
      block.insns().forEach(this::emit);
      end(block, next, labels);
      if (i + 1 == layout.hotCount()) {
        hotSlots = out.position();
      }
    }
    return hotSlots;
  }

  private void end(MachineBlock block, MachineBlock next, Label[] labels) {
    List<MachineBlock> succs = block.succs();
    if (succs.isEmpty()) {
      return;
    }
    line(block.position());
    if (block.isBudgeted()) {
      out.mayGoto(labels[succs.get(1).index()]);
    }
    if (block.cond() == null) {
      if (succs.get(0) != next) {
        out.jump(labels[succs.get(0).index()]);
      }
      return;
    }
    MachineBlock taken = succs.get(0);
    MachineBlock other = succs.get(1);
    Cond cond = block.cond();
    if (taken == next && cond.hasInverse() && out.level().has(cond.inverse().since())) {
      jump(block, cond.inverse(), labels[other.index()]);
      return;
    }
    jump(block, cond, labels[taken.index()]);
    if (other != next) {
      out.jump(labels[other.index()]);
    }
  }

  private void jump(MachineBlock block, Cond cond, Label target) {
    if (block.right() == MachineInsn.NONE) {
      out.jumpImm(cond, block.wide(), block.left(), block.imm(), target);
    } else {
      out.jump(cond, block.wide(), block.left(), block.right(), target);
    }
  }

  private void line(SourcePosition position) {
    if (position == null) {
      return;
    }
    int last = lines.size() - 1;
    if (last >= 0 && lines.get(last).slot() == out.position()) {
      lines.remove(last--);
    }
    if (last < 0 || !lines.get(last).position().equals(position)) {
      lines.add(new LineEntry(out.position(), position));
    }
  }

  private int offset(MachineInsn insn) {
    return insn.aux() == null ? insn.offset() : insn.offset() + frame.offsetOf(insn.aux());
  }

  private void emit(MachineInsn insn) {
    line(insn.position());
    int dst = insn.dst();
    int src = insn.src();
    switch (insn.kind()) {
      case MOV -> out.mov64(dst, src);
      case MOV_IMM -> {
        if (insn.wide()) {
          out.loadConstant(dst, insn.imm());
        } else {
          out.mov32Imm(dst, (int) insn.imm());
        }
      }
      case ZEXT -> out.mov32(dst, src);
      case MOVSX -> out.movsx((int) insn.imm(), insn.wide(), dst, src);
      case LD_MAP -> out.ldMap(dst, insn.aux());
      case LD_MAP_VALUE -> out.ldMapValue(dst, insn.aux(), (int) insn.imm());
      case LD_FUNCTION -> out.ldFunction(dst, functions.get((Subprogram) insn.aux()));
      case FRAME_ADDRESS -> {
        out.mov64(dst, Assembler.FP);
        out.aluImm(bpf4j.compiler.internal.isa.AluOp.ADD, true, dst, frame.offsetOf(insn.aux()));
      }
      case ALU -> out.alu(insn.alu(), insn.wide(), dst, src);
      case ALU_IMM -> out.aluImm(insn.alu(), insn.wide(), dst, (int) insn.imm());
      case NEG -> out.neg(insn.wide(), dst);
      case SWAP -> out.endian(NETWORK, (int) insn.imm(), dst);
      case FORGET -> out.endian(HOST, Long.SIZE, dst);
      case LOAD -> out.ldx(insn.size(), dst, src, offset(insn));
      case STORE -> out.stx(insn.size(), dst, offset(insn), src);
      case STORE_IMM -> out.st(insn.size(), dst, offset(insn), (int) insn.imm());
      case ATOMIC -> out.atomic(insn.atomic(), insn.size(), dst, offset(insn), src);
      case LD_ABS -> out.ldAbs(insn.size(), (int) insn.imm());
      case LD_IND -> out.ldInd(insn.size(), src, (int) insn.imm());
      case CALL -> call(insn);
      case EXIT -> out.exit();
    }
  }

  private void call(MachineInsn insn) {
    if (insn.aux() instanceof Subprogram called) {
      out.callPseudo(functions.get(called));
      return;
    }
    if (insn.aux() instanceof HelperCall function && function.isKernelFunction()) {
      out.callKfunc(function.id(), 0);
    } else {
      out.call((int) insn.imm());
    }
  }
}
