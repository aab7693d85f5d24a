package bpf4j.compiler.internal.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * A basic block: phis first, then the other values in the order in which they happen, then how the
 * block ends.
 */
public final class Block {
  /** How a block ends. */
  public enum Exit {
    /** Goes on with successor 0. */
    JUMP,
    /** Compares, then goes on with successor 0 when the condition holds, else with 1. */
    BRANCH,
    /** Ends the run; operand 0 is the result. */
    RETURN,
    /** Ends the run with the default verdict and counts it at a {@link FailSite}. */
    FAIL
  }

  private final int id;
  private final List<Value> values = new ArrayList<>();
  private final List<Block> preds = new ArrayList<>(2);
  private final Block[] succs = new Block[2];
  private int succCount;
  private Exit exit;
  private Cond cond;
  private Value left;
  private Value right;
  private FailSite site;
  private SourcePosition position;
  private boolean cold;
  private boolean pinned;

  Block(int id) {
    this.id = id;
  }

  public int id() {
    return id;
  }

  public List<Value> values() {
    return values;
  }

  public List<Block> preds() {
    return preds;
  }

  public int succCount() {
    return succCount;
  }

  public Block succ(int index) {
    return succs[index];
  }

  public Exit exit() {
    return exit;
  }

  public Cond cond() {
    return cond;
  }

  /** The left side of a branch, or the result of a return; null otherwise. */
  public Value left() {
    return left;
  }

  public Value right() {
    return right;
  }

  public void setLeft(Value value) {
    left = value;
  }

  public void setRight(Value value) {
    right = value;
  }

  public void setCond(Cond newCond) {
    cond = newCond;
  }

  public FailSite site() {
    return site;
  }

  public SourcePosition position() {
    return position;
  }

  public void setPosition(SourcePosition newPosition) {
    position = newPosition;
  }

  /** True for blocks that a healthy run does not reach; they are laid out last. */
  public boolean isCold() {
    return cold || exit == Exit.FAIL;
  }

  public void setCold() {
    cold = true;
  }

  public boolean isTerminated() {
    return exit != null;
  }

  /** True when the verifier must see the branch that ends this block, as it is. */
  public boolean isPinned() {
    return pinned;
  }

  public void setPinned() {
    pinned = true;
  }

  /** Appends a value. */
  public Value append(Value value) {
    value.setBlock(this);
    values.add(value);
    return value;
  }

  /** Inserts a value at a place in the list. */
  public void insert(int index, Value value) {
    value.setBlock(this);
    values.add(index, value);
  }

  public void jump(Block target) {
    end(Exit.JUMP);
    link(target);
  }

  public void branch(Cond condition, Value a, Value b, Block ifTrue, Block ifFalse) {
    end(Exit.BRANCH);
    cond = condition;
    left = a;
    right = b;
    link(ifTrue);
    link(ifFalse);
  }

  public void returns(Value result) {
    end(Exit.RETURN);
    left = result;
  }

  public void fail(FailSite failSite) {
    end(Exit.FAIL);
    site = failSite;
  }

  private void end(Exit how) {
    if (exit != null) {
      throw new IllegalStateException("block " + id + " already ends with " + exit);
    }
    exit = how;
  }

  private void link(Block target) {
    succs[succCount++] = target;
    target.preds.add(this);
  }

  /** Forgets how the block ends, leaving its successors without this predecessor. */
  public void unterminate() {
    for (int i = 0; i < succCount; i++) {
      succs[i].removePred(this);
      succs[i] = null;
    }
    succCount = 0;
    exit = null;
    cond = null;
    left = null;
    right = null;
    site = null;
  }

  /** Ends as another block does, which this block then stands for. */
  public void absorbExit(Block next) {
    exit = next.exit;
    cond = next.cond;
    left = next.left;
    right = next.right;
    site = next.site;
    pinned = next.pinned;
    cold |= next.cold;
    position = next.position;
    succCount = next.succCount;
    for (int i = 0; i < succCount; i++) {
      succs[i] = next.succs[i];
      succs[i].replacePred(next, this);
    }
  }

  /** Forgets how the block ends, after another block has absorbed it. */
  public void reopen() {
    exit = null;
    cond = null;
    left = null;
    right = null;
    site = null;
    pinned = false;
    succCount = 0;
    succs[0] = null;
    succs[1] = null;
  }

  /** Turns a branch into a jump to one of its successors. */
  public void branchToJump(int taken) {
    Block target = succs[taken];
    Block dropped = succs[1 - taken];
    dropped.removePred(this);
    succs[0] = target;
    succs[1] = null;
    succCount = 1;
    exit = Exit.JUMP;
    cond = null;
    left = null;
    right = null;
  }

  /**
   * Sends one outgoing edge elsewhere. The caller supplies the arguments of the new target's phis
   * through {@link #addPhiArg}.
   */
  public void retarget(int index, Block target) {
    Block old = succs[index];
    old.removePred(this);
    succs[index] = target;
    target.preds.add(this);
  }

  /** Exchanges the two successors; the caller negates the condition. */
  public void swapSuccs() {
    Block first = succs[0];
    succs[0] = succs[1];
    succs[1] = first;
  }

  /** Removes one edge from a predecessor, with the phi arguments that came along it. */
  public void removePred(Block pred) {
    int index = preds.indexOf(pred);
    preds.remove(index);
    for (Value phi : values) {
      if (phi.op() != Op.PHI) {
        break;
      }
      Value[] old = phi.args();
      Value[] args = new Value[old.length - 1];
      System.arraycopy(old, 0, args, 0, index);
      System.arraycopy(old, index + 1, args, index, args.length - index);
      phi.setArgs(args);
    }
  }

  /** Replaces a predecessor, keeping phi arguments where they are. */
  public void replacePred(Block old, Block replacement) {
    preds.set(preds.indexOf(old), replacement);
  }

  /** Appends an argument to a phi of this block, for a predecessor just added. */
  public static void addPhiArg(Value phi, Value arg) {
    Value[] old = phi.args();
    Value[] args = new Value[old.length + 1];
    System.arraycopy(old, 0, args, 0, old.length);
    args[old.length] = arg;
    phi.setArgs(args);
  }

  /** The number of phis at the head of the block. */
  public int phiCount() {
    int n = 0;
    while (n < values.size() && values.get(n).op() == Op.PHI) {
      n++;
    }
    return n;
  }

  @Override
  public String toString() {
    return "b" + id;
  }
}
