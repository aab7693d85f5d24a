package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.codegen.MachineFunction.Spill;
import bpf4j.compiler.internal.codegen.MachineInsn.Kind;
import bpf4j.compiler.internal.ir.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rewrites one block so that spilled registers live in short-lived ones around each use. */
final class SpillRewriter {
  private final MachineFunction function;
  private final MachineBlock block;
  private final Map<Integer, MachineInsn> remade;
  private final Map<Integer, Spill> places;
  private final Set<Integer> unspillable;
  private final List<MachineInsn> out = new ArrayList<>();

  SpillRewriter(
      MachineFunction function,
      MachineBlock block,
      Map<Integer, MachineInsn> remade,
      Map<Integer, Spill> places,
      Set<Integer> unspillable) {
    this.function = function;
    this.block = block;
    this.remade = remade;
    this.places = places;
    this.unspillable = unspillable;
  }

  void run() {
    for (MachineInsn insn : List.copyOf(block.insns())) {
      rewrite(insn);
    }
    if (block.cond() != null) {
      int left = block.left();
      block.setLeft(load(left, block.position()));
      if (block.right() != MachineInsn.NONE) {
        block.setRight(
            block.right() == left ? block.left() : load(block.right(), block.position()));
      }
    }
    block.setInsns(out);
  }

  private boolean isSpilled(int register) {
    return remade.containsKey(register) || places.containsKey(register);
  }

  private void rewrite(MachineInsn insn) {
    if (remade.get(insn.def()) == insn) {
      return;
    }
    int src = insn.src();
    int dst = insn.dst();
    int def = insn.def();
    boolean dstSpilled = isSpilled(dst);
    if (insn.readsSrc() && isSpilled(src)) {
      insn.src(load(src, insn.position()));
    }
    if (dstSpilled) {
      boolean same = src == dst && insn.readsSrc();
      insn.dst(insn.readsDst() ? same ? insn.src() : load(dst, insn.position()) : fresh());
    }
    out.add(insn);
    if (def != MachineInsn.NONE && places.containsKey(def)) {
      int written = def == dst ? insn.dst() : insn.src();
      out.add(
          RegisterAllocator.access(Kind.STORE, places.get(def), written).position(insn.position()));
    }
  }

  private int fresh() {
    int register = function.newRegister();
    unspillable.add(register);
    return register;
  }

  /** A register that holds what a spilled one held; the register itself if it is not spilled. */
  private int load(int register, SourcePosition position) {
    if (!isSpilled(register)) {
      return register;
    }
    int fresh = fresh();
    MachineInsn definition = remade.get(register);
    if (definition != null) {
      out.add(
          new MachineInsn(definition.kind())
              .dst(fresh)
              .imm(definition.imm())
              .wide(definition.wide())
              .aux(definition.aux())
              .position(position));
    } else {
      out.add(RegisterAllocator.access(Kind.LOAD, places.get(register), fresh).position(position));
    }
    return fresh;
  }
}
