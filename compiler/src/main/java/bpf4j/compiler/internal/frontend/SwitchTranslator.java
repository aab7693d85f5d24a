package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** Switches become comparisons: BPF has no indirect jump. Many cases become a balanced tree. */
final class SwitchTranslator {
  private static final int CHAIN = 12;

  private record Case(int key, BytecodeBlock target) {}

  private final MethodTranslator translator;
  private final GraphBuilder builder;

  SwitchTranslator(MethodTranslator translator) {
    this.translator = translator;
    this.builder = translator.builder();
  }

  void table(Activation activation, Frame frame, Value value, TableSwitchInsnNode insn) {
    List<Case> cases = new ArrayList<>();
    BytecodeBlock other = activation.cfg().blockOf(insn.dflt);
    for (int i = 0; i < insn.labels.size(); i++) {
      BytecodeBlock target = activation.cfg().blockOf(insn.labels.get(i));
      if (target != other) {
        cases.add(new Case(insn.min + i, target));
      }
    }
    emit(activation, frame, value, cases, other);
  }

  void lookup(Activation activation, Frame frame, Value value, LookupSwitchInsnNode insn) {
    List<Case> cases = new ArrayList<>();
    BytecodeBlock other = activation.cfg().blockOf(insn.dflt);
    for (int i = 0; i < insn.labels.size(); i++) {
      cases.add(new Case(insn.keys.get(i), activation.cfg().blockOf(insn.labels.get(i))));
    }
    emit(activation, frame, value, cases, other);
  }

  private void emit(
      Activation activation, Frame frame, Value value, List<Case> cases, BytecodeBlock other) {
    if (value.isConst()) {
      BytecodeBlock target = other;
      for (Case one : cases) {
        target = one.key() == value.imm() ? one.target() : target;
      }
      translator.jump(activation, target, frame);
      return;
    }
    // A block with several ways in from one switch still sees each as an edge of its own.
    tree(activation, frame, value, cases, other);
  }

  private void tree(
      Activation activation, Frame frame, Value value, List<Case> cases, BytecodeBlock other) {
    if (cases.size() <= CHAIN) {
      for (Case one : cases) {
        Block match = builder.newBlock();
        Block next = builder.newBlock();
        builder.branch(Cond.EQ, value, builder.i32(one.key()), match, next);
        builder.startBlock(match);
        enter(activation, one.target(), frame);
        builder.startBlock(next);
      }
      enter(activation, other, frame);
      return;
    }
    int middle = cases.size() / 2;
    Block low = builder.newBlock();
    Block high = builder.newBlock();
    builder.branch(Cond.LT, value, builder.i32(cases.get(middle).key()), low, high);
    builder.startBlock(low);
    tree(activation, frame, value, cases.subList(0, middle), other);
    builder.startBlock(high);
    tree(activation, frame, value, cases.subList(middle, cases.size()), other);
  }

  private void enter(Activation activation, BytecodeBlock target, Frame frame) {
    translator.enterFromSwitch(activation, target, frame.copy());
  }
}
