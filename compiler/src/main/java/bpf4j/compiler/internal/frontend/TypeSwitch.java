package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The dynamic call behind a switch over patterns, {@code SwitchBootstraps} (Java 21): the number of
 * the first case from some case on that a reference matches, -1 for null, the number of cases if
 * none does. Guards are in the code around, which asks again from the case after.
 */
final class TypeSwitch {
  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final ReferenceTests references;

  TypeSwitch(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
    this.references = new ReferenceTests(translator);
  }

  /**
   * Chooses.
   *
   * @param first the first case that counts
   * @param labels what each case asks for, as the class file has it
   */
  Scalar choose(JavaValue target, Value first, Object[] labels) {
    Block join = builder.newBlock();
    List<Value> results = new ArrayList<>();
    Value presence = references.presence(target);
    Value absent = builder.constant(presence.type(), 0);
    answerIf(Cond.EQ, presence, absent, -1, join, results);
    for (int i = 0; i < labels.length; i++) {
      Value matches = matches(target, labels[i]);
      Block asked = builder.newBlock();
      Block next = builder.newBlock();
      builder.branch(Cond.LE, first, builder.i32(i), asked, next);
      builder.startBlock(asked);
      answerIf(Cond.NE, matches, builder.i32(0), i, join, results);
      builder.jump(next);
      builder.startBlock(next);
    }
    builder.jump(join);
    results.add(builder.i32(labels.length));
    builder.startBlock(join);
    Value phi = builder.phi(Type.I32);
    phi.setArgs(results.toArray(Value.NONE));
    return new Scalar(phi);
  }

  private void answerIf(
      Cond cond, Value left, Value right, int answer, Block join, List<Value> results) {
    Block hit = builder.newBlock();
    Block next = builder.newBlock();
    builder.branch(cond, left, right, hit, next);
    builder.startBlock(hit);
    builder.jump(join);
    results.add(builder.i32(answer));
    builder.startBlock(next);
  }

  /** Not zero exactly when a reference that is not null is what a case asks for. */
  private Value matches(JavaValue target, Object label) {
    if (label instanceof org.objectweb.asm.Type type) {
      return references.isInstance(target, Classes.find(translator, type.getInternalName()));
    } else if (label instanceof Integer number && target instanceof Boxed boxed) {
      if (boxed.box() == Integer.class) {
        Value same = builder.i32(number);
        return new Arithmetic(translator).bool(Cond.EQ, boxed.value(), same);
      }
    } else if (label instanceof String name && target instanceof EnumRef ref) {
      int ordinal = ordinal(ref.type(), name);
      return new Arithmetic(translator).bool(Cond.EQ, ref.ordinal(), builder.i32(ordinal));
    }
    throw translator.refuse(
        "a case for the constant "
            + label
            + " in a switch over types cannot be decided; test for it with if before the switch");
  }

  private static int ordinal(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return ((Enum<?>) constant).ordinal();
      }
    }
    return -1;
  }
}
