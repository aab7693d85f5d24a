package bpf4j.compiler.internal.ir;

import bpf4j.maps.BpfMap;

/** Appends values to the end of one block after another, simplifying as it goes. */
public final class GraphBuilder {
  private final Graph graph;
  private Block block;
  private SourcePosition position;

  public GraphBuilder(Graph graph) {
    this.graph = graph;
    this.block = graph.entry();
  }

  public Graph graph() {
    return graph;
  }

  /** The block that values are appended to. */
  public Block block() {
    return block;
  }

  public void startBlock(Block next) {
    block = next;
  }

  public Block newBlock() {
    return graph.newBlock();
  }

  public SourcePosition position() {
    return position;
  }

  public void setPosition(SourcePosition newPosition) {
    position = newPosition;
  }

  public Value constant(Type type, long value) {
    return graph.constant(type, value);
  }

  public Value i32(int value) {
    return graph.constant(Type.I32, value);
  }

  public Value i64(long value) {
    return graph.constant(Type.I64, value);
  }

  public Value map(BpfMap map) {
    return graph.map(map);
  }

  /** The address of a byte in the only value of an array map. */
  public Value mapMemory(BpfMap map, int offset) {
    return emit(Op.MAP_MEMORY, Type.MAP_VALUE, offset, map);
  }

  /** The address of bytes that never change. */
  public Value constantMemory(ConstantData data) {
    return emit(Op.MAP_MEMORY, Type.MAP_VALUE, 0, data);
  }

  public Value op(Op op, Type type, Value... args) {
    return emit(op, type, 0, null, args);
  }

  /** Makes a value, simplifies it, and appends what is left of it. */
  public Value emit(Op op, Type type, long imm, Object aux, Value... args) {
    Value made = graph.newValue(op, type, imm, aux, args);
    made.setPosition(position);
    Value value = Rules.apply(graph, made);
    if (value == made) {
      block.append(made);
    }
    return value;
  }

  public Value load(Type type, Value pointer, int offset, Access access) {
    return emit(Op.LOAD, type, offset, access, pointer);
  }

  public void store(Value pointer, int offset, int bytes, Value value) {
    emit(Op.STORE, Type.VOID, offset, Access.of(bytes, false), pointer, value);
  }

  public Value call(HelperCall helper, Value... args) {
    return emit(Op.CALL, helper.returns(), 0, helper, args);
  }

  /** Makes an empty phi at the head of the current block; arguments are added later. */
  public Value phi(Type type) {
    Value phi = graph.newValue(Op.PHI, type, 0, null);
    phi.setPosition(position);
    block.insert(block.phiCount(), phi);
    return phi;
  }

  public void jump(Block target) {
    block.setPosition(position);
    block.jump(target);
  }

  /** Ends the block with a branch, or with a jump where the outcome is known. */
  public void branch(Cond cond, Value a, Value b, Block ifTrue, Block ifFalse) {
    block.setPosition(position);
    block.branch(cond, a, b, ifTrue, ifFalse);
  }

  /** Goes on in a new block when the condition holds; otherwise the run ends here. */
  public void require(Cond cond, Value a, Value b, String reason) {
    if (a.isConst() && b.isConst() && cond.test(a.imm(), b.imm(), a.type().isWide())) {
      return;
    }
    Block next = graph.newBlock();
    branch(cond, a, b, next, failBlock(reason));
    startBlock(next);
  }

  /**
   * Goes on when an index is below a bound. The verifier must see this very comparison, in 64 bits,
   * on the value that is then used as an offset; so no pass touches it.
   */
  public void requireBound(Value index, int bound, String reason) {
    Block check = block;
    Block next = graph.newBlock();
    branch(Cond.ULT, index, i64(bound), next, failBlock(reason));
    check.setPinned();
    startBlock(next);
  }

  /** As {@link #requireBound} from below. */
  public void requireAtLeast(Value number, int least, String reason) {
    Block check = block;
    Block next = graph.newBlock();
    branch(Cond.UGE, number, i64(least), next, failBlock(reason));
    check.setPinned();
    startBlock(next);
  }

  /** As {@link #require}, of something that the verifier must see compared. */
  public void requireVisibly(Cond cond, Value a, Value b, String reason) {
    if (!a.isConst() || !b.isConst() || !cond.test(a.imm(), b.imm(), a.type().isWide())) {
      Block check = block;
      Block next = graph.newBlock();
      branch(cond, a, b, next, failBlock(reason));
      check.setPinned();
      startBlock(next);
    }
  }

  /** As {@link #requireBound} where the index is known to be below, though not to the verifier. */
  public void requireBoundForVerifier(Value index, int bound) {
    Block check = block;
    Block next = graph.newBlock();
    branch(Cond.ULT, index, i64(bound), next, neverBlock());
    check.setPinned();
    startBlock(next);
  }

  /**
   * Compares a pointer with null where it cannot be null, only because the verifier asks for it.
   * The way out is one that no run takes.
   */
  public void requireForVerifier(Value pointer) {
    Block check = block;
    Block next = graph.newBlock();
    branch(Cond.NE, pointer, constant(pointer.type(), 0), next, neverBlock());
    check.setPinned();
    startBlock(next);
  }

  /** A way out that no run takes. */
  private Block neverBlock() {
    Block never = graph.newBlock();
    never.setPosition(position);
    never.fail(null);
    return never;
  }

  /** A new block that ends the run at the current position. */
  public Block failBlock(String reason) {
    Block fail = graph.newBlock();
    fail.setPosition(position);
    fail.fail(site(reason));
    return fail;
  }

  /** The fail site for the current position. */
  public FailSite site(String reason) {
    return new FailSite(position, reason);
  }
}
