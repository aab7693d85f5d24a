package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code equals} of records: all components are equal. */
final class RecordEquality {
  private final MethodTranslator translator;
  private final GraphBuilder builder;

  RecordEquality(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
  }

  JavaValue compare(Virtual left, JavaValue right) {
    if (!(right instanceof Virtual other) || other.type() != left.type()) {
      if (right instanceof JavaValue.Constant || right instanceof Boxed) {
        return new Scalar(builder.i32(0));
      }
      throw translator.refuse("equals with " + right.describe() + "; compare its components");
    }
    List<Block> unequal = new ArrayList<>();
    compareFields(left, other, unequal);
    if (unequal.isEmpty()) {
      return new Scalar(builder.i32(1));
    }
    Block join = builder.newBlock();
    builder.jump(join);
    for (Block block : unequal) {
      builder.startBlock(block);
      builder.jump(join);
    }
    builder.startBlock(join);
    Value phi = builder.phi(Type.I32);
    Value[] args = new Value[unequal.size() + 1];
    for (int i = 0; i < args.length; i++) {
      args[i] = builder.i32(i == 0 ? 1 : 0);
    }
    phi.setArgs(args);
    return new Scalar(phi);
  }

  private void compareFields(Virtual left, Virtual right, List<Block> unequal) {
    JavaValue[] a = translator.heap().fields(left.id());
    JavaValue[] b = translator.heap().fields(right.id());
    for (int i = 0; i < a.length; i++) {
      if (a[i] instanceof Virtual nested && b[i] instanceof Virtual other) {
        compareFields(nested, other, unequal);
        continue;
      }
      Value x = new MemoryTranslator(translator).number(a[i]);
      Value y = new MemoryTranslator(translator).number(b[i]);
      if (x == y) {
        continue;
      }
      Block next = builder.newBlock();
      Block differ = builder.newBlock();
      builder.branch(Cond.EQ, x, y, next, differ);
      unequal.add(differ);
      builder.startBlock(next);
    }
  }
}
