package bpf4j.compiler.internal.frontend;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A basic block of bytecode: instructions {@code start} up to but not including {@code end}. */
final class BytecodeBlock {
  private final int start;
  private int end;
  private int order = -1;
  private boolean loopHeader;
  private final List<BytecodeBlock> succs = new ArrayList<>(2);
  private final List<BytecodeBlock> preds = new ArrayList<>(2);
  private final BitSet liveIn = new BitSet();
  private final BitSet writtenInLoop = new BitSet();

  BytecodeBlock(int start) {
    this.start = start;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  void setEnd(int newEnd) {
    end = newEnd;
  }

  /** The place in reverse postorder; -1 for blocks that cannot be reached. */
  int order() {
    return order;
  }

  void setOrder(int newOrder) {
    order = newOrder;
  }

  boolean isLoopHeader() {
    return loopHeader;
  }

  void setLoopHeader() {
    loopHeader = true;
  }

  List<BytecodeBlock> succs() {
    return succs;
  }

  List<BytecodeBlock> preds() {
    return preds;
  }

  /** The local variables that are read before they are written, from here on. */
  BitSet liveIn() {
    return liveIn;
  }

  /** For a loop header: the local variables that the loop writes. */
  BitSet writtenInLoop() {
    return writtenInLoop;
  }
}
