package bpf4j.compiler.internal.frontend;

import static org.objectweb.asm.Opcodes.*;

import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Gives each bytecode instruction its meaning. */
final class InstructionTranslator {
  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Arithmetic arithmetic;
  private final StackShuffle shuffle = new StackShuffle();
  private final FieldTranslator fields;
  private final ArrayTranslator arrays;
  private final CallTranslator calls;
  private final ReferenceTests references;
  private final SwitchTranslator switches;

  InstructionTranslator(MethodTranslator translator, Environment environment) {
    this.translator = translator;
    this.builder = translator.builder();
    this.arithmetic = new Arithmetic(translator);
    this.fields = new FieldTranslator(translator);
    this.arrays = new ArrayTranslator(translator);
    this.calls = new CallTranslator(translator, environment, fields);
    this.references = new ReferenceTests(translator);
    this.switches = new SwitchTranslator(translator);
  }

  /**
   * Translates one instruction, or one and the branch after it.
   *
   * @return true if the block has ended
   */
  boolean translate(Activation activation, Frame frame, int index) {
    AbstractInsnNode insn = activation.cfg().insns()[index];
    int opcode = insn.getOpcode();
    switch (opcode) {
      case NOP -> {}
      case ACONST_NULL -> frame.push(Constant.NULL);
      case ICONST_M1, ICONST_0, ICONST_1, ICONST_2, ICONST_3, ICONST_4, ICONST_5 ->
          pushInt(frame, opcode - ICONST_0);
      case LCONST_0, LCONST_1 -> frame.push(new Scalar(builder.i64(opcode - LCONST_0)));
      case BIPUSH, SIPUSH -> pushInt(frame, ((IntInsnNode) insn).operand);
      case LDC -> pushLdc(frame, ((LdcInsnNode) insn).cst);
      case ILOAD, LLOAD, ALOAD -> frame.push(load(frame, (VarInsnNode) insn));
      case ISTORE, LSTORE, ASTORE -> frame.setLocal(((VarInsnNode) insn).var, frame.pop());
      case IINC -> increment(frame, (IincInsnNode) insn);
      case POP, POP2, DUP, DUP_X1, DUP_X2, DUP2, DUP2_X1, DUP2_X2, SWAP ->
          shuffle.apply(opcode, frame);
      case IADD, LADD -> binary(frame, Op.ADD);
      case ISUB, LSUB -> binary(frame, Op.SUB);
      case IMUL, LMUL -> binary(frame, Op.MUL);
      case IAND, LAND -> binary(frame, Op.AND);
      case IOR, LOR -> binary(frame, Op.OR);
      case IXOR, LXOR -> binary(frame, Op.XOR);
      case ISHL, LSHL -> shift(frame, Op.SHL);
      case ISHR, LSHR -> shift(frame, Op.SAR);
      case IUSHR, LUSHR -> shift(frame, Op.SHR);
      case IDIV, LDIV, IREM, LREM -> {
        Value divisor = popValue(frame);
        Value dividend = popValue(frame);
        boolean remainder = opcode == IREM || opcode == LREM;
        push(frame, arithmetic.divide(remainder ? Op.SREM : Op.SDIV, dividend, divisor));
      }
      case INEG, LNEG -> {
        Value value = popValue(frame);
        push(frame, builder.op(Op.NEG, value.type(), value));
      }
      case I2L -> push(frame, builder.op(Op.SEXT32, Type.I64, popValue(frame)));
      case L2I -> push(frame, builder.op(Op.TRUNC, Type.I32, popValue(frame)));
      case I2B -> push(frame, builder.op(Op.SEXT8, Type.I32, popValue(frame)));
      case I2S -> push(frame, builder.op(Op.SEXT16, Type.I32, popValue(frame)));
      case I2C -> push(frame, builder.op(Op.AND, Type.I32, popValue(frame), builder.i32(0xffff)));
      case LCMP -> {
        return compareLongs(activation, frame, index);
      }
      case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE -> {
        Value value = popValue(frame);
        branch(activation, frame, index, cond(opcode - IFEQ), value, builder.i32(0));
        return true;
      }
      case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE -> {
        Value right = popValue(frame);
        Value left = popValue(frame);
        branch(activation, frame, index, cond(opcode - IF_ICMPEQ), left, right);
        return true;
      }
      case IFNULL, IFNONNULL -> {
        JavaValue value = frame.pop();
        Value presence = references.presence(value);
        Cond cond = opcode == IFNULL ? Cond.EQ : Cond.NE;
        branch(activation, frame, index, cond, presence, builder.constant(presence.type(), 0));
        return true;
      }
      case IF_ACMPEQ, IF_ACMPNE -> {
        JavaValue right = frame.pop();
        JavaValue left = frame.pop();
        Cond cond = opcode == IF_ACMPEQ ? Cond.EQ : Cond.NE;
        ReferenceTests.Comparison same = references.identity(left, right);
        branch(activation, frame, index, cond, same.left(), same.right());
        return true;
      }
      case GOTO -> {
        JumpInsnNode jump = (JumpInsnNode) insn;
        translator.jump(activation, activation.cfg().blockOf(jump.label), frame);
        return true;
      }
      case TABLESWITCH -> {
        switches.table(activation, frame, popValue(frame), (TableSwitchInsnNode) insn);
        return true;
      }
      case LOOKUPSWITCH -> {
        switches.lookup(activation, frame, popValue(frame), (LookupSwitchInsnNode) insn);
        return true;
      }
      case IRETURN, LRETURN, ARETURN -> {
        translator.returns(activation, frame.pop());
        return true;
      }
      case RETURN -> {
        translator.returns(activation, null);
        return true;
      }
      case ATHROW -> {
        JavaValue thrown = frame.pop();
        builder.block().setPosition(builder.position());
        builder.block().fail(builder.site("throws " + thrown.describe()));
        return true;
      }
      case GETSTATIC -> frame.push(fields.getStatic((FieldInsnNode) insn));
      case GETFIELD -> frame.push(fields.get((FieldInsnNode) insn, frame.pop()));
      case PUTFIELD -> {
        JavaValue value = frame.pop();
        fields.put((FieldInsnNode) insn, frame.pop(), value);
      }
      case PUTSTATIC ->
          throw translator.refuse(
              "writing the static field "
                  + ((FieldInsnNode) insn).name
                  + " would not be seen by Java; put the value into a map");
      case NEW -> frame.push(fields.allocate((TypeInsnNode) insn));
      case NEWARRAY, ANEWARRAY, MULTIANEWARRAY -> arrays.allocate(frame, insn);
      case ARRAYLENGTH -> push(frame, arrays.length(frame.pop()));
      case BALOAD, CALOAD, SALOAD, IALOAD, LALOAD, AALOAD -> arrays.load(frame);
      case BASTORE, CASTORE, SASTORE, IASTORE, LASTORE, AASTORE -> arrays.store(frame);
      case CHECKCAST -> {
        Class<?> type = fields.classOf(((TypeInsnNode) insn).desc);
        frame.push(references.cast(frame.pop(), type));
      }
      case INSTANCEOF -> {
        Class<?> type = fields.classOf(((TypeInsnNode) insn).desc);
        push(frame, references.isInstance(frame.pop(), type));
      }
      case INVOKESTATIC, INVOKEVIRTUAL, INVOKESPECIAL, INVOKEINTERFACE ->
          calls.call(frame, (MethodInsnNode) insn);
      case INVOKEDYNAMIC -> calls.callDynamic(frame, (InvokeDynamicInsnNode) insn);
      case MONITORENTER, MONITOREXIT -> throw translator.refuse(Refusals.SYNCHRONIZED);
      default -> throw translator.refuse(Refusals.opcode(opcode));
    }
    return builder.block().isTerminated();
  }

  private void pushInt(Frame frame, int value) {
    frame.push(new Scalar(builder.i32(value)));
  }

  private static void push(Frame frame, Value value) {
    frame.push(new Scalar(value));
  }

  private Value popValue(Frame frame) {
    return arithmetic.number(frame.pop());
  }

  private JavaValue load(Frame frame, VarInsnNode insn) {
    JavaValue value = frame.local(insn.var);
    if (value == null) {
      throw translator.refuse(
          "a variable holds values of different kinds depending on the path taken here; use a"
              + " separate variable for each");
    }
    return value;
  }

  private void pushLdc(Frame frame, Object constant) {
    if (constant instanceof Integer number) {
      pushInt(frame, number);
    } else if (constant instanceof Long number) {
      push(frame, builder.i64(number));
    } else if (constant instanceof String text) {
      // As the JVM has it: one object for equal constants.
      frame.push(new Constant(text.intern()));
    } else if (constant instanceof org.objectweb.asm.Type type
        && type.getSort() == org.objectweb.asm.Type.OBJECT) {
      frame.push(new Constant(fields.classOf(type.getInternalName())));
    } else {
      throw translator.refuse(Refusals.constant(constant));
    }
  }

  private void increment(Frame frame, IincInsnNode insn) {
    Value value = arithmetic.number(frame.local(insn.var));
    frame.setLocal(
        insn.var, new Scalar(builder.op(Op.ADD, Type.I32, value, builder.i32(insn.incr))));
  }

  private void binary(Frame frame, Op op) {
    Value right = popValue(frame);
    Value left = popValue(frame);
    push(frame, builder.op(op, left.type(), left, right));
  }

  private void shift(Frame frame, Op op) {
    Value count = popValue(frame);
    Value value = popValue(frame);
    // Only the low bits of the count matter, so any widening of it will do.
    Value wide =
        value.type() == Type.I64
            ? count.isConst() ? builder.i64(count.imm()) : builder.op(Op.ZEXT32, Type.I64, count)
            : count;
    push(frame, builder.op(op, value.type(), value, wide));
  }

  private static Cond cond(int index) {
    return switch (index) {
      case 0 -> Cond.EQ;
      case 1 -> Cond.NE;
      case 2 -> Cond.LT;
      case 3 -> Cond.GE;
      case 4 -> Cond.GT;
      default -> Cond.LE;
    };
  }

  private void branch(
      Activation activation, Frame frame, int index, Cond cond, Value left, Value right) {
    BytecodeCfg cfg = activation.cfg();
    JumpInsnNode jump = (JumpInsnNode) cfg.insns()[index];
    translator.branch(
        activation,
        cond,
        left,
        right,
        cfg.blockOf(jump.label),
        cfg.blockStartingAt(index + 1),
        frame);
  }

  /** {@code lcmp} before a branch on its result is one comparison; elsewhere it makes a number. */
  private boolean compareLongs(Activation activation, Frame frame, int index) {
    Value right = popValue(frame);
    Value left = popValue(frame);
    AbstractInsnNode[] insns = activation.cfg().insns();
    int next = index + 1;
    while (next < insns.length
        && insns[next].getOpcode() < 0
        && activation.cfg().blockStartingAt(next) == null) {
      next++;
    }
    int opcode = insns[next].getOpcode();
    if (opcode >= IFEQ && opcode <= IFLE && activation.cfg().blockStartingAt(next) == null) {
      branch(activation, frame, next, cond(opcode - IFEQ), left, right);
      return true;
    }
    push(frame, arithmetic.compare(left, right, false));
    return false;
  }
}
