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
  private Spill cachedPlace;
  private int cachedRegister = MachineInsn.NONE;

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
    if (insn.isMove() && (isSpilled(src) || isSpilled(dst))) {
      move(insn);
      return;
    }
    boolean dstSpilled = isSpilled(dst);
    if (insn.readsSrc() && isSpilled(src)) {
      insn.src(load(src, insn.position()));
    }
    if (dstSpilled) {
      boolean same = src == dst && insn.readsSrc();
      insn.dst(insn.readsDst() ? same ? insn.src() : load(dst, insn.position()) : fresh());
    }
    Spill place = places.get(def);
    if (place == null) {
      cachedPlace = null;
      out.add(insn);
      return;
    }
    if (place.equals(cachedPlace)) {
      // What the instruction before has stored is overwritten before anyone else reads it.
      dropStoreTo(place);
    }
    out.add(insn);
    store(place, def == dst ? insn.dst() : insn.src(), insn.position());
  }

  private void dropStoreTo(Spill place) {
    MachineInsn last = out.get(out.size() - 1);
    if (last.kind() == Kind.STORE && place.equals(last.aux())) {
      out.remove(out.size() - 1);
    }
  }

  /** Stores, and remembers for the next instruction which register holds the value. */
  private void store(Spill place, int register, SourcePosition position) {
    out.add(RegisterAllocator.access(Kind.STORE, place, register).position(position));
    cachedPlace = place;
    cachedRegister = register;
  }

  /** A move to or from the stack is a store or a load; within one place it is nothing. */
  private void move(MachineInsn insn) {
    Spill from = places.get(insn.src());
    Spill to = places.get(insn.dst());
    if (from != null && from.equals(to)) {
      return;
    }
    if (to == null) {
      loadInto(insn.dst(), insn.src(), insn.position());
      cachedPlace = null;
      return;
    }
    int register = fresh();
    if (isSpilled(insn.src())) {
      loadInto(register, insn.src(), insn.position());
    } else {
      out.add(new MachineInsn(Kind.MOV).dst(register).src(insn.src()).position(insn.position()));
    }
    store(to, register, insn.position());
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
    if (cachedPlace != null && cachedPlace.equals(places.get(register))) {
      return cachedRegister;
    }
    int fresh = fresh();
    loadInto(fresh, register, position);
    return fresh;
  }

  private void loadInto(int target, int register, SourcePosition position) {
    MachineInsn definition = remade.get(register);
    if (definition != null) {
      out.add(
          new MachineInsn(definition.kind())
              .dst(target)
              .imm(definition.imm())
              .wide(definition.wide())
              .aux(definition.aux())
              .position(position));
    } else {
      out.add(RegisterAllocator.access(Kind.LOAD, places.get(register), target).position(position));
    }
  }
}
