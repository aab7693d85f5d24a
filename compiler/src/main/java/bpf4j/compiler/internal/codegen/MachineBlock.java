package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.isa.Cond;
import java.util.ArrayList;
import java.util.List;

/** A basic block of machine instructions, and the jump at its end. */
final class MachineBlock {
  private final int index;
  private final List<MachineInsn> insns = new ArrayList<>();
  private final List<MachineBlock> succs = new ArrayList<>(2);
  private boolean cold;
  private int loopDepth;
  private Cond cond;
  private boolean budgeted;
  private boolean wide;
  private int left = MachineInsn.NONE;
  private int right = MachineInsn.NONE;
  private int imm;
  private SourcePosition position;

  MachineBlock(int index) {
    this.index = index;
  }

  int index() {
    return index;
  }

  List<MachineInsn> insns() {
    return insns;
  }

  void setInsns(List<MachineInsn> replacement) {
    insns.clear();
    insns.addAll(replacement);
  }

  /**
   * None for blocks that exit, one for a jump, two for a branch: the second when it is not taken.
   */
  List<MachineBlock> succs() {
    return succs;
  }

  boolean isCold() {
    return cold;
  }

  void setCold(boolean isCold) {
    cold = isCold;
  }

  int loopDepth() {
    return loopDepth;
  }

  void setLoopDepth(int depth) {
    loopDepth = depth;
  }

  /** Null unless the block ends with a branch. */
  Cond cond() {
    return cond;
  }

  /** True when the block ends with {@code may_goto}: successor 0 goes on, 1 is out of budget. */
  boolean isBudgeted() {
    return budgeted;
  }

  void setBudgeted() {
    budgeted = true;
  }

  boolean wide() {
    return wide;
  }

  int left() {
    return left;
  }

  /** {@link MachineInsn#NONE} when the comparison is with {@link #imm}. */
  int right() {
    return right;
  }

  int imm() {
    return imm;
  }

  void setLeft(int register) {
    left = register;
  }

  void setRight(int register) {
    right = register;
  }

  void branch(Cond condition, boolean is64, int a, int b, int constant) {
    cond = condition;
    wide = is64;
    left = a;
    right = b;
    imm = constant;
  }

  /** Turns a branch whose ways are the same into a jump. */
  void dropBranch() {
    cond = null;
    succs.remove(1);
  }

  SourcePosition position() {
    return position;
  }

  void setPosition(SourcePosition where) {
    position = where;
  }
}
