package bpf4j.compiler.internal.ir;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The operations of the intermediate representation. */
public enum Op {
  /** An integer constant; {@code imm} holds it, sign-extended for {@link Type#I32}. */
  CONST,
  /**
   * The program's argument; in a callback, what is {@code imm} bytes past argument 0, the {@link
   * CallbackFrame}.
   */
  CONTEXT,
  /** Parameter {@code imm} of a {@link Subprogram}, the context not counted. */
  PARAMETER,
  /** A map object; {@code aux} is the {@link bpf4j.maps.BpfMap}. */
  MAP,
  /** The address of a {@link StackSlot}, given by {@code aux}. */
  SLOT,
  /** The address of a {@link Subprogram}, given by {@code aux}, for helpers that call back. */
  CALLBACK,
  PHI,
  /**
   * The address {@code imm} bytes into the only value of an array map; {@code aux} is the {@link
   * bpf4j.maps.BpfMap}, or the {@link ConstantData} that it holds. Made once where it is needed
   * first, as it takes two slots.
   */
  MAP_MEMORY,

  ADD(Trait.COMMUTES),
  SUB,
  MUL(Trait.COMMUTES),
  AND(Trait.COMMUTES),
  OR(Trait.COMMUTES),
  XOR(Trait.COMMUTES),
  /** Shifts take their count modulo the width, as Java and every BPF back end do. */
  SHL,
  SHR,
  SAR,
  /** Divisions whose divisor is known to differ from zero: a checked branch stands before. */
  UDIV,
  UREM,
  SDIV,
  SREM,
  NEG,

  SEXT8,
  SEXT16,
  /** I32 to I64, signed. */
  SEXT32,
  /** I32 to I64, unsigned. */
  ZEXT32,
  /** I64 to I32: the low half. */
  TRUNC,
  /** Reverses the low two bytes and clears the rest. */
  SWAP16,
  SWAP32,
  SWAP64,

  /** The address that argument 0 is, as a number of which the verifier knows nothing. */
  NUMBER_OF,

  /** Reads {@code imm} bytes past a pointer; {@code aux} is the {@link Access}. */
  LOAD(Trait.READS),
  /** Writes argument 1 to {@code imm} bytes past argument 0. */
  STORE(Trait.WRITES),
  /** Adds argument 1 atomically to what argument 0 points to. */
  ATOMIC_ADD(Trait.WRITES),
  ATOMIC_AND(Trait.WRITES),
  ATOMIC_OR(Trait.WRITES),
  ATOMIC_XOR(Trait.WRITES),
  /** As {@link #ATOMIC_ADD}, answering with the value before. */
  ATOMIC_FETCH_ADD(Trait.WRITES),
  ATOMIC_FETCH_AND(Trait.WRITES),
  ATOMIC_FETCH_OR(Trait.WRITES),
  ATOMIC_FETCH_XOR(Trait.WRITES),
  /** Writes argument 1 to what argument 0 points to, answering with the value before. */
  ATOMIC_EXCHANGE(Trait.WRITES),
  /**
   * Writes argument 2 to what argument 0 points to if that equals argument 1, answering with the
   * value before.
   */
  ATOMIC_COMPARE_EXCHANGE(Trait.WRITES),
  /**
   * Reads packet bytes in network order and ends the run when they are not there; offset = argument
   * 0 (I32) + {@code imm}; {@code aux} is the {@link PacketAccess}.
   */
  PACKET(Trait.MAY_EXIT),
  /**
   * Writes argument 1 into the packet in network order; the place is given as {@link #PACKET}'s.
   */
  PACKET_STORE(Trait.MAY_EXIT, Trait.WRITES),
  /** Copies packet bytes to argument 1, a stack address; the place as {@link #PACKET}'s. */
  PACKET_COPY(Trait.MAY_EXIT, Trait.WRITES),
  /** The packet's length where no context field has it. */
  PACKET_LENGTH(Trait.READS),
  /** Classic packet load at a constant offset. */
  LD_ABS(Trait.MAY_EXIT),
  /** Classic packet load at argument 0 plus {@code imm}. */
  LD_IND(Trait.MAY_EXIT),
  /**
   * Not zero while the kernel's budget for loops lasts; tested by the branch that ends its block,
   * and by nothing else.
   */
  CAN_LOOP(Trait.WRITES),
  /**
   * Goes to the next entry of the map that is argument 0; zero when there is none. {@code aux} is
   * the {@link HelperCall} that walks through the map; what is done with each entry becomes its
   * callback. {@code imm} is 1 where these are the records of a user ring buffer.
   */
  MAP_NEXT(Trait.WRITES),
  /** The address of the key of the entry that argument 0, a {@link #MAP_NEXT}, has come to. */
  ENTRY_KEY,
  /**
   * The address of the value of the entry that argument 0, a {@link #MAP_NEXT}, has come to; of a
   * record a dynamic pointer.
   */
  ENTRY_VALUE,
  /** A call of a helper; {@code aux} is the {@link HelperCall}. */
  CALL(Trait.READS, Trait.WRITES),
  /** A call of a {@link Subprogram}, given by {@code aux}; argument 0 is the context. */
  CALL_SUBPROGRAM(Trait.READS, Trait.WRITES);

  private enum Trait {
    COMMUTES,
    READS,
    WRITES,
    MAY_EXIT
  }

  private final Set<Trait> traits;
  private final boolean commutes;
  private final boolean effect;
  private final boolean pure;

  Op(Trait... traits) {
    this.traits = EnumSet.noneOf(Trait.class);
    this.traits.addAll(Arrays.asList(traits));
    this.commutes = this.traits.contains(Trait.COMMUTES);
    this.pure = this.traits.isEmpty() || this.traits.equals(EnumSet.of(Trait.COMMUTES));
    this.effect = this.traits.contains(Trait.WRITES) || this.traits.contains(Trait.MAY_EXIT);
  }

  public boolean isCommutative() {
    return commutes;
  }

  /** True when the operation must happen even if nobody uses its result. */
  public boolean hasEffect() {
    return effect;
  }

  /** The atomic operation that does the same without an answer; null if there is none. */
  public Op withoutResult() {
    return switch (this) {
      case ATOMIC_FETCH_ADD -> ATOMIC_ADD;
      case ATOMIC_FETCH_AND -> ATOMIC_AND;
      case ATOMIC_FETCH_OR -> ATOMIC_OR;
      case ATOMIC_FETCH_XOR -> ATOMIC_XOR;
      default -> null;
    };
  }

  public boolean mayExit() {
    return traits.contains(Trait.MAY_EXIT);
  }

  public boolean isAtomic() {
    return switch (this) {
      case ATOMIC_ADD,
          ATOMIC_AND,
          ATOMIC_OR,
          ATOMIC_XOR,
          ATOMIC_FETCH_ADD,
          ATOMIC_FETCH_AND,
          ATOMIC_FETCH_OR,
          ATOMIC_FETCH_XOR,
          ATOMIC_EXCHANGE,
          ATOMIC_COMPARE_EXCHANGE ->
          true;
      default -> false;
    };
  }

  public boolean readsMemory() {
    return traits.contains(Trait.READS);
  }

  public boolean writesMemory() {
    return traits.contains(Trait.WRITES);
  }

  /** True for operations that depend on nothing but their arguments. */
  public boolean isPure() {
    return pure && this != PHI;
  }
}
