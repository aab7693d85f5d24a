package bpf4j.compiler.internal.ir;

/** One operation and its result. Mutable: passes rewrite values in place. */
public final class Value {
  public static final Value[] NONE = {};

  private final int id;
  private Op op;
  private Type type;
  private Value[] args;
  private long imm;
  private Object aux;
  private Block block;
  private SourcePosition position;

  Value(int id, Op op, Type type, Value[] args, long imm, Object aux) {
    this.id = id;
    this.op = op;
    this.type = type;
    this.args = args;
    this.imm = imm;
    this.aux = aux;
  }

  public int id() {
    return id;
  }

  public Op op() {
    return op;
  }

  public Type type() {
    return type;
  }

  public Value arg(int index) {
    return args[index];
  }

  public int argCount() {
    return args.length;
  }

  /** The arguments themselves: changing the array changes the value. */
  public Value[] args() {
    return args;
  }

  public void setArgs(Value... newArgs) {
    args = newArgs;
  }

  public long imm() {
    return imm;
  }

  public void setImm(long value) {
    imm = value;
  }

  /** Says that a phi has arguments to come, so that those it has tell nothing yet. */
  public void setOpenPhi(boolean open) {
    imm = open ? 1 : 0;
  }

  public boolean isOpenPhi() {
    return op == Op.PHI && imm != 0;
  }

  public Object aux() {
    return aux;
  }

  public Access access() {
    return (Access) aux;
  }

  public Block block() {
    return block;
  }

  void setBlock(Block newBlock) {
    block = newBlock;
  }

  public SourcePosition position() {
    return position;
  }

  public void setPosition(SourcePosition newPosition) {
    position = newPosition;
  }

  public boolean isConst() {
    return op == Op.CONST;
  }

  public boolean isConst(long value) {
    return op == Op.CONST && imm == value;
  }

  public boolean isZero() {
    return op == Op.CONST && imm == 0;
  }

  /** True for leaves that are in no block: constants, maps, addresses of slots and functions. */
  public boolean isFloating() {
    return op == Op.CONST || op == Op.MAP || op == Op.SLOT || op == Op.CALLBACK;
  }

  /** True when the operation must stay even if nobody uses its result. */
  public boolean hasEffect() {
    return op.hasEffect();
  }

  /** True for calls of helpers that call a function of the program. */
  public boolean callsBack() {
    if (op == Op.CALL) {
      for (Value arg : args) {
        if (arg.op() == Op.CALLBACK) {
          return true;
        }
      }
    }
    return false;
  }

  /** Turns this value into another operation of the same type, in place. */
  public void become(Op newOp, long newImm, Object newAux, Value... newArgs) {
    op = newOp;
    imm = newImm;
    aux = newAux;
    args = newArgs;
  }

  /** Says that a phi which began as null is a pointer. */
  public void becomePointer(Type pointer) {
    type = pointer;
  }

  /** Turns this value into an operation that has the same effect and no result. */
  public void discardResult(Op newOp) {
    op = newOp;
    type = Type.VOID;
  }

  @Override
  public String toString() {
    return "v" + id;
  }
}
