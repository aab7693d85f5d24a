package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Type;

/**
 * The call sites of {@code java.lang.runtime.SwitchBootstraps} (Java 21): which label of a switch,
 * from a given one on, is the first that a reference matches.
 */
final class PatternSwitches {
  private static final String ENUM_DESCRIPTION = "java/lang/Enum$EnumDesc";

  private final MethodTranslator translator;
  private final CallTranslator calls;
  private final GraphBuilder builder;
  private final Arithmetic arithmetic;
  private final ReferenceTests references;

  PatternSwitches(MethodTranslator translator, CallTranslator calls) {
    this.translator = translator;
    this.calls = calls;
    this.builder = translator.builder();
    this.arithmetic = new Arithmetic(translator);
    this.references = new ReferenceTests(translator);
  }

  /**
   * The number of the label; -1 for null, the number of labels if none matches.
   *
   * @param restart the first label to try
   */
  JavaValue choose(JavaValue target, JavaValue restart, Object[] labels) {
    Value from = arithmetic.number(restart);
    return new Choices(translator)
        .ifPresent(
            target, present -> first(present, from, labels), () -> new Scalar(builder.i32(-1)));
  }

  private JavaValue first(JavaValue target, Value from, Object[] labels) {
    List<Activation.Return> ways = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      if (from.isConst() && from.imm() > i) {
        continue;
      }
      Block found = builder.newBlock();
      Block next = builder.newBlock();
      if (!from.isConst()) {
        Block due = builder.newBlock();
        builder.branch(Cond.LE, from, builder.i32(i), due, next);
        builder.startBlock(due);
      }
      Value matches = matches(target, labels[i]);
      builder.branch(Cond.NE, matches, builder.i32(0), found, next);
      builder.startBlock(found);
      ways.add(way(i));
      builder.startBlock(next);
    }
    ways.add(way(labels.length));
    return translator.join(ways);
  }

  private Activation.Return way(int label) {
    return new Activation.Return(
        builder.block(), new Scalar(builder.i32(label)), translator.heap());
  }

  private Value matches(JavaValue target, Object label) {
    if (label instanceof Type type) {
      return references.isInstance(target, Classes.of(translator, type));
    } else if (label instanceof Integer number) {
      return target instanceof Boxed boxed && boxed.box() != Long.class
          ? arithmetic.bool(Cond.EQ, boxed.value(), builder.i32(number))
          : builder.i32(0);
    } else if (label instanceof String text) {
      return isEnum(target)
          ? arithmetic.bool(Cond.EQ, ordinal(target), builder.i32(ordinalOf(target, text)))
          : new Equality(translator, calls).test(target, new Constant(text));
    } else if (label instanceof ConstantDynamic constant && isEnumDescription(constant)) {
      Class<?> type = describedClass(constant);
      return isEnum(target) && typeOf(target) == type
          ? arithmetic.bool(
              Cond.EQ,
              ordinal(target),
              builder.i32(ordinalOf(target, (String) constant.getBootstrapMethodArgument(2))))
          : builder.i32(0);
    }
    throw translator.refuse("a switch over " + label + " is not understood; use instanceof");
  }

  private static boolean isEnum(JavaValue value) {
    return value instanceof EnumRef
        || value instanceof Constant constant && constant.object() instanceof Enum;
  }

  private Value ordinal(JavaValue value) {
    return new MemoryTranslator(translator).number(value);
  }

  private static Class<?> typeOf(JavaValue value) {
    return value instanceof EnumRef ref
        ? ref.type()
        : ((Enum<?>) ((Constant) value).object()).getDeclaringClass();
  }

  /** The ordinal of a constant by its name; -1, which none has, if it is gone. */
  private static int ordinalOf(JavaValue target, String name) {
    for (Object constant : typeOf(target).getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return ((Enum<?>) constant).ordinal();
      }
    }
    return -1;
  }

  private static boolean isEnumDescription(ConstantDynamic constant) {
    return constant.getDescriptor().equals("L" + ENUM_DESCRIPTION + ";")
        && constant.getBootstrapMethodArgumentCount() == 3
        && constant.getBootstrapMethodArgument(1) instanceof ConstantDynamic
        && constant.getBootstrapMethodArgument(2) instanceof String;
  }

  private Class<?> describedClass(ConstantDynamic constant) {
    ConstantDynamic type = (ConstantDynamic) constant.getBootstrapMethodArgument(1);
    Object name = type.getBootstrapMethodArgument(type.getBootstrapMethodArgumentCount() - 1);
    return Classes.find(translator, name.toString().replace('.', '/'));
  }
}
