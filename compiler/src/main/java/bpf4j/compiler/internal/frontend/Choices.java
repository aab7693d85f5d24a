package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Does something with a {@link Choice}: for each option on a way of its own. */
final class Choices {
  private static final int MAX_CONSTANTS = 64;

  private final MethodTranslator translator;
  private final GraphBuilder builder;

  Choices(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
  }

  /**
   * Does something with whatever a reference is; the run ends if it is null.
   *
   * @param what names the thing done, for the message of that end
   * @param action may answer with null for nothing; not asked about null
   * @return what the actions answer, joined
   */
  JavaValue use(Choice choice, String what, UnaryOperator<JavaValue> action) {
    return each(
        choice,
        option -> {
          if (option instanceof Constant constant && constant.isNull()) {
            builder.block().setPosition(builder.position());
            builder.block().fail(builder.site("null " + what));
            return null;
          }
          return action.apply(option);
        });
  }

  /** Does something with whatever a reference is, null included. */
  JavaValue each(Choice choice, UnaryOperator<JavaValue> action) {
    Heap before = translator.heap();
    List<Activation.Return> ways = new ArrayList<>(choice.options().size());
    int left = choice.options().size();
    for (Choice.Option option : choice.options()) {
      Block next = null;
      if (--left > 0) {
        Block match = builder.newBlock();
        next = builder.newBlock();
        builder.branch(Cond.EQ, choice.selector(), builder.i32(option.tag()), match, next);
        builder.startBlock(match);
      }
      translator.setHeap(before);
      addWay(ways, action.apply(option.value()));
      if (next != null) {
        builder.startBlock(next);
      }
    }
    return translator.join(ways);
  }

  /** Does one thing with a reference that is there, another in place of null. */
  JavaValue ifPresent(
      JavaValue value, UnaryOperator<JavaValue> action, Supplier<JavaValue> otherwise) {
    if (value instanceof Choice choice) {
      return each(choice, option -> ifPresent(option, action, otherwise));
    }
    Value presence = new ReferenceTests(translator).presence(value);
    if (presence.isConst()) {
      return presence.isZero() ? otherwise.get() : action.apply(value);
    }
    return when(presence, () -> action.apply(value), otherwise);
  }

  /** Does one thing if a number or pointer is not zero, else another. */
  JavaValue when(Value presence, Supplier<JavaValue> action, Supplier<JavaValue> otherwise) {
    Heap before = translator.heap();
    Block there = builder.newBlock();
    Block absent = builder.newBlock();
    builder.branch(Cond.NE, presence, builder.constant(presence.type(), 0), there, absent);
    List<Activation.Return> ways = new ArrayList<>(2);
    builder.startBlock(there);
    addWay(ways, action.get());
    translator.setHeap(before);
    builder.startBlock(absent);
    addWay(ways, otherwise.get());
    return translator.join(ways);
  }

  private void addWay(List<Activation.Return> ways, JavaValue result) {
    if (!builder.block().isTerminated()) {
      ways.add(new Activation.Return(builder.block(), result, translator.heap()));
    }
  }

  /** An enum as the choice that it is, by its ordinal. */
  Choice ofEnum(EnumRef ref) {
    Object[] constants = ref.type().getEnumConstants();
    if (constants.length > MAX_CONSTANTS) {
      throw translator.refuse(
          ref.type().getSimpleName()
              + " has more than "
              + MAX_CONSTANTS
              + " constants, too many to tell them apart here; use a switch over those that matter");
    }
    List<Choice.Option> options = new ArrayList<>(constants.length);
    for (int i = 0; i < constants.length; i++) {
      options.add(new Choice.Option(i, new Constant(constants[i])));
    }
    return new Choice(ref.ordinal(), options);
  }
}
