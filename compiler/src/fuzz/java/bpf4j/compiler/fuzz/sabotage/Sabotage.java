package bpf4j.compiler.fuzz.sabotage;

import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.isa.Opcode;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.SabotagedCompilation;
import java.io.Serializable;
import java.util.function.UnaryOperator;

/** A miscompilation that some compiler has been seen to have. */
public enum Sabotage {
  LESS_IS_LESS_OR_EQUAL(GraphEdits.condition(Cond.LT, Cond.LE)),
  SIGNED_COMPARISON_IS_UNSIGNED(GraphEdits.condition(Cond.LT, Cond.ULT)),
  EQUALITY_OF_LOW_BITS_ONLY(
      GraphEdits.constants(Type.I64, x -> x == (int) x ? x : x & 0xffff_ffffL)),
  SUM_TAKES_ONE_OPERAND_TWICE(GraphEdits.operandLost(Op.ADD)),
  DIFFERENCE_TURNED_ROUND(
      GraphEdits.exchanged(Op.SUB, v -> !v.arg(0).isConst() && !v.arg(1).isConst())),
  SMALL_NEGATIVE_CONSTANT_LOSES_ITS_SIGN(
      GraphEdits.constants(Type.I32, x -> x < 0 && x >= Short.MIN_VALUE ? x & 0xffff : x)),
  SIGNED_DIVISION_IS_UNSIGNED(GraphEdits.operation(Op.SDIV, Op.UDIV)),
  SIGNED_REMAINDER_IS_UNSIGNED(GraphEdits.operation(Op.SREM, Op.UREM)),
  DIVISOR_IS_NOT_CHECKED(GraphEdits.divisorUnchecked()),
  ARITHMETIC_SHIFT_IS_LOGICAL(GraphEdits.operation(Op.SAR, Op.SHR)),
  SHIFT_COUNT_IS_TAKEN_MODULO_64(CodeEdits.wide(Opcode.LSH)),
  SIGN_EXTENSION_IS_ZERO_EXTENSION(GraphEdits.operation(Op.SEXT32, Op.ZEXT32)),
  CHAR_HAS_EIGHT_BITS(GraphEdits.constants(Type.I32, x -> x == 0xffff ? 0xff : x)),
  BYTES_ARE_NOT_REVERSED(GraphEdits.nothing(Op.SWAP32)),
  NEW_ARRAY_IS_NOT_CLEARED(GraphEdits.notCleared()),
  LOAD_DOES_NOT_SEE_THE_STORE_BEFORE(GraphEdits.staleLoads()),
  STORE_IS_TOO_NARROW(GraphEdits.narrowStores(8, 4)),
  ATOMIC_ANSWERS_WITH_THE_VALUE_BEFORE(GraphEdits.fetchedTooEarly()),
  VALUES_EXCHANGED_WHERE_PATHS_JOIN(GraphEdits.exchangedPhis()),
  MOVE_DOES_NOT_CLEAR_THE_UPPER_HALF(CodeEdits.wide(Opcode.MOV)),
  ARITHMETIC_DOES_NOT_CLEAR_THE_UPPER_HALF(
      CodeEdits.wide(Opcode.ADD, Opcode.SUB, Opcode.MUL, Opcode.NEG)),
  COMPARISON_LOOKS_AT_THE_UPPER_HALF(CodeEdits.wideCompare()),
  IMMEDIATE_IS_CUT_TO_16_BITS(CodeEdits.shortImmediates()),
  SPILLED_VALUES_SHARE_A_PLACE(CodeEdits.sharedSpills()),
  WRITE_TO_THE_PACKET_GOES_ONE_BYTE_TOO_FAR(MemoryEdits.packetWritesMoved()),
  ELEMENT_OF_A_GLOBAL_ARRAY_IS_THE_FIRST(MemoryEdits.firstElements()),
  MEMORY_FOR_A_CALL_IS_NOT_WRITTEN(MemoryEdits.storesForCallsLost());

  private final String pass;
  private final GraphEdit graph;
  private final UnaryOperator<long[]> code;

  Sabotage(GraphEdit graph) {
    this("front-end", graph);
  }

  /** A mistake made behind a pass. */
  Sabotage(String pass, GraphEdit graph) {
    this.pass = pass;
    this.graph = graph;
    this.code = UnaryOperator.identity();
  }

  Sabotage(UnaryOperator<long[]> code) {
    this.pass = "front-end";
    this.graph = made -> {};
    this.code = code;
  }

  /** Compiles with this mistake. */
  public Compilation compile(Serializable lambda, CompileOptions options) {
    return SabotagedCompilation.of(
        lambda,
        options,
        (name, made, changed) -> {
          if (name.equals(pass)) {
            graph.apply(made);
          }
        },
        code);
  }
}
