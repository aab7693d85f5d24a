package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.capture.ClassFiles;
import bpf4j.compiler.internal.capture.MethodBody;
import bpf4j.compiler.internal.frontend.Activation.LoopState;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.compiler.internal.substitute.Substitutes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;

/**
 * Walks the blocks of a method in reverse postorder, carries the state along the edges between
 * them, and joins states where edges meet. Calls are inlined by translating the callee in place.
 */
final class MethodTranslator {
  private static final int MAX_DEPTH = 96;
  private static final int MAX_VALUES = 400_000;

  private final GraphBuilder builder;
  private final ClassFiles classes;
  private final Joiner joiner;
  private final InstructionTranslator instructions;
  private final Widenings widenings;
  private final IdentityHashMap<MethodBody, BytecodeCfg> cfgs = new IdentityHashMap<>();
  private final Map<String, Class<?>> knownClasses = new HashMap<>();
  private final Deque<Activation> callers = new ArrayDeque<>();
  private final List<Class<?>> objectTypes = new ArrayList<>();
  private final List<MethodBody> outerCallers;
  private final Outlining outlining;
  private final SubprogramCalls subprograms;
  private final Environment environment;
  private StackSlot resultSlot;
  private Heap heap = Heap.EMPTY;
  private int activationCount;
  private Frame current;

  MethodTranslator(
      GraphBuilder builder,
      ClassFiles classes,
      Environment environment,
      Widenings widenings,
      Outlining outlining) {
    this(builder, classes, environment, widenings, outlining, new SubprogramCalls(), List.of());
  }

  private MethodTranslator(
      GraphBuilder builder,
      ClassFiles classes,
      Environment environment,
      Widenings widenings,
      Outlining outlining,
      SubprogramCalls subprograms,
      List<MethodBody> outerCallers) {
    this.outlining = outlining;
    this.subprograms = subprograms;
    this.outerCallers = outerCallers;
    this.environment = environment;
    this.builder = builder;
    this.classes = classes;
    this.joiner = new Joiner(this);
    this.widenings = widenings;
    this.instructions = new InstructionTranslator(this, environment);
  }

  /** A translator for the graph of a function that the method being translated calls. */
  MethodTranslator forSubprogram(GraphBuilder other, Widenings otherWidenings) {
    List<MethodBody> all = new ArrayList<>(outerCallers);
    callers.descendingIterator().forEachRemaining(caller -> all.add(caller.body()));
    return new MethodTranslator(
        other, classes, environment, otherWidenings, outlining, subprograms, all);
  }

  /** Where functions leave their results; each is fetched before the next call. */
  StackSlot resultSlot() {
    if (resultSlot == null) {
      resultSlot = builder.graph().newSlot(Long.BYTES, "result");
    }
    return resultSlot;
  }

  GraphBuilder builder() {
    return builder;
  }

  /** Classes found so far, by internal name. */
  Map<String, Class<?>> knownClasses() {
    return knownClasses;
  }

  ClassFiles classes() {
    return classes;
  }

  Heap heap() {
    return heap;
  }

  void setHeap(Heap newHeap) {
    heap = newHeap;
  }

  /** A new object whose fields are known; a record is the value that they make up. */
  JavaValue newObject(Class<?> type, JavaValue[] fields) {
    return type.isRecord() ? new Tuple(type, Arrays.asList(fields), null) : allocate(type, fields);
  }

  /** A new object, to be constructed yet. */
  JavaValue.Virtual allocate(Class<?> type, JavaValue[] fields) {
    int id = objectTypes.size();
    objectTypes.add(type);
    heap = heap.with(id, fields);
    return new JavaValue.Virtual(id, type);
  }

  /** An exception at the Java line that is being translated. */
  CompileException refuse(String reason) {
    return SourcePosition.refusal(builder.position(), reason);
  }

  /**
   * Translates a call: in place, or to a call of a function where copies would make the program too
   * large.
   *
   * @return what the method returns; null for void methods and those that never return
   */
  JavaValue call(MethodBody body, List<JavaValue> args) {
    boolean callable = Outlining.isCallable(body) && SubprogramCalls.canPass(body, args);
    if (callable && outlining.isOutlined(body)) {
      check(body);
      return subprograms.call(this, body, args);
    }
    int before = builder.graph().valueCount();
    JavaValue result = inline(body, args);
    if (callable) {
      int after = builder.graph().valueCount();
      outlining.inlined(body, after - before, after);
    }
    return result;
  }

  /**
   * Translates a method in place. Afterwards the builder stands where the method has returned; when
   * it never returns, in a block that has ended.
   *
   * @return what the method returns; null for void methods and those that never return
   */
  JavaValue inline(MethodBody body, List<JavaValue> args) {
    check(body);
    BytecodeCfg cfg = cfgs.computeIfAbsent(body, key -> BytecodeCfg.of(body.node()));
    Activation activation = new Activation(body, cfg, activationCount++);
    SourcePosition callPosition = builder.position();
    callers.push(activation);
    try {
      Frame frame = new Frame(body.node().maxLocals, body.node().maxStack);
      int local = 0;
      for (JavaValue arg : args) {
        frame.setLocal(local, arg);
        local += arg instanceof JavaValue.Scalar scalar && scalar.isLong() ? 2 : 1;
      }
      addEdge(activation, cfg.order().get(0), frame);
      for (BytecodeBlock block : cfg.order()) {
        if (enter(activation, block)) {
          walk(activation, block);
        }
      }
      activation.closeLoops();
    } finally {
      callers.pop();
      builder.setPosition(callPosition);
    }
    return join(activation.returns());
  }

  private void check(MethodBody body) {
    if (body.isNative() || !body.hasCode()) {
      throw refuse(Refusals.noCode(body));
    }
    if (body.isSynchronized()) {
      throw refuse(body.displayName() + " is synchronized: " + Refusals.SYNCHRONIZED);
    }
    if (!body.node().tryCatchBlocks.isEmpty()) {
      Handlers.check(body, this);
    }
    boolean active = outerCallers.contains(body);
    for (Activation caller : callers) {
      active |= caller.body() == body;
    }
    // A walk or block inside another is no recursion, unless a method of the user's comes to
    // itself.
    if (active && !Substitutes.contains(body.owner())) {
      throw refuse(
          "recursion ("
              + pathTo(body)
              + ") cannot be bounded by the kernel's verifier; write a loop with a constant bound");
    }
    if (callers.size() >= MAX_DEPTH || builder.graph().valueCount() > MAX_VALUES) {
      throw refuse("the program is too large once its calls are inlined; call fewer methods");
    }
  }

  /** The calls that lead from a method back to itself. */
  private String pathTo(MethodBody body) {
    List<MethodBody> all = new ArrayList<>(outerCallers);
    callers.descendingIterator().forEachRemaining(caller -> all.add(caller.body()));
    StringBuilder path = new StringBuilder();
    for (MethodBody caller : all.subList(all.lastIndexOf(body), all.size())) {
      path.append(caller.displayName()).append(" -> ");
    }
    path.append(body.displayName());
    return path.toString();
  }

  /** Records that control flows from the current block into a bytecode block. */
  private void addEdge(Activation activation, BytecodeBlock to, Frame frame) {
    boolean join = to.isLoopHeader() || to.preds().size() > 1;
    Block from = builder.block();
    if (!join) {
      activation.incoming(to).add(new Edge(from, true, frame, heap));
      return;
    }
    Block target = ssaBlock(activation, to);
    builder.jump(target);
    arrive(activation, to, new Edge(from, false, frame, heap));
  }

  private Block ssaBlock(Activation activation, BytecodeBlock block) {
    Block ssa = activation.ssaBlock(block);
    if (ssa == null) {
      ssa = builder.newBlock();
      activation.setSsaBlock(block, ssa);
    }
    return ssa;
  }

  private void arrive(Activation activation, BytecodeBlock to, Edge edge) {
    LoopState loop = activation.loop(to);
    if (loop == null) {
      activation.incoming(to).add(edge);
    } else {
      completeLoop(activation, to, loop, edge);
    }
  }

  /** Goes on in a bytecode block, unconditionally. */
  void jump(Activation activation, BytecodeBlock to, Frame frame) {
    addEdge(activation, to, frame);
  }

  /** Goes on in a bytecode block that the same switch may enter on other ways too. */
  void enterFromSwitch(Activation activation, BytecodeBlock to, Frame frame) {
    Block from = builder.block();
    builder.jump(ssaBlock(activation, to));
    arrive(activation, to, new Edge(from, false, frame, heap));
  }

  /** Branches to two bytecode blocks. */
  void branch(
      Activation activation,
      Cond cond,
      Value a,
      Value b,
      BytecodeBlock ifTrue,
      BytecodeBlock ifFalse,
      Frame frame) {
    if (a.isConst() && b.isConst()) {
      jump(activation, cond.test(a.imm(), b.imm(), a.type().isWide()) ? ifTrue : ifFalse, frame);
      return;
    }
    if (ifTrue == ifFalse) {
      jump(activation, ifTrue, frame);
      return;
    }
    Block whenTrue = builder.newBlock();
    Block whenFalse = builder.newBlock();
    builder.branch(cond, a, b, whenTrue, whenFalse);
    builder.startBlock(whenTrue);
    addEdge(activation, ifTrue, frame.copy());
    builder.startBlock(whenFalse);
    addEdge(activation, ifFalse, frame);
  }

  void returns(Activation activation, JavaValue result) {
    activation.returns().add(new Activation.Return(builder.block(), result, heap));
  }

  /** Starts a block by joining the states of the edges into it; false if nothing leads there. */
  private boolean enter(Activation activation, BytecodeBlock block) {
    List<Edge> edges = activation.incoming(block);
    if (edges.isEmpty()) {
      return false;
    }
    Edge first = edges.get(0);
    if (first.open()) {
      builder.startBlock(first.from());
      heap = first.heap();
      current = first.frame();
      return true;
    }
    builder.startBlock(activation.ssaBlock(block));
    Frame frame = joinFrames(block, edges);
    heap = joinHeaps(heapsOf(edges), frame.values());
    if (block.isLoopHeader()) {
      startLoop(activation, block, frame, edges.size());
    }
    current = frame;
    return true;
  }

  private Frame joinFrames(BytecodeBlock block, List<Edge> edges) {
    Frame first = edges.get(0).frame();
    if (edges.size() == 1) {
      Frame only = first.copy();
      for (int i = 0; i < only.localCount(); i++) {
        if (!block.liveIn().get(i)) {
          only.setLocal(i, null);
        }
      }
      return only;
    }
    Frame joined = first.copy();
    List<JavaValue> values = new ArrayList<>(edges.size());
    for (int i = 0; i < joined.localCount(); i++) {
      if (!block.liveIn().get(i)) {
        joined.setLocal(i, null);
        continue;
      }
      values.clear();
      for (Edge edge : edges) {
        values.add(edge.frame().local(i));
      }
      joined.setLocal(i, joiner.join(values));
    }
    for (int i = 0; i < joined.depth(); i++) {
      values.clear();
      for (Edge edge : edges) {
        values.add(edge.frame().stack(i));
      }
      joined.setStack(i, joiner.join(values));
    }
    return joined;
  }

  private static List<Heap> heapsOf(List<Edge> edges) {
    List<Heap> heaps = new ArrayList<>(edges.size());
    for (Edge edge : edges) {
      heaps.add(edge.heap());
    }
    return heaps;
  }

  private Heap joinHeaps(List<Heap> heaps, List<JavaValue> roots) {
    Heap first = heaps.get(0);
    for (Heap other : heaps) {
      if (other != first) {
        return new HeapJoiner(joiner).join(heaps, roots);
      }
    }
    return first;
  }

  private void startLoop(Activation activation, BytecodeBlock block, Frame frame, int paths) {
    List<Value> phis = new ArrayList<>();
    Block ssa = builder.block();
    for (int i = 0; i < frame.localCount(); i++) {
      JavaValue value = frame.local(i);
      if (value != null && block.writtenInLoop().get(i)) {
        Widenings.Place place = Widenings.Place.local(activation, block, i);
        JavaValue wide = widenings.apply(place, value, joiner);
        frame.setLocal(i, loopPhis(wide, paths, phis));
      }
    }
    for (int i = 0; i < frame.depth(); i++) {
      Widenings.Place place = Widenings.Place.stack(activation, block, i);
      frame.setStack(i, loopPhis(widenings.apply(place, frame.stack(i), joiner), paths, phis));
    }
    Heap inLoop = heap;
    for (int id = 0; id < heap.size(); id++) {
      JavaValue[] fields = heap.fields(id);
      if (fields != null && !objectTypes.get(id).isRecord()) {
        JavaValue[] fresh = fields.clone();
        for (int f = 0; f < fresh.length; f++) {
          if (fresh[f] != null) {
            Widenings.Place place = Widenings.Place.field(activation, block, id, f);
            fresh[f] = loopPhis(widenings.apply(place, fresh[f], joiner), paths, phis);
          }
        }
        inLoop = inLoop.with(id, fresh);
      }
    }
    heap = inLoop;
    activation.setLoop(
        block, new LoopState(frame.copy(), heap, phis, builder.graph().slots().size()));
    builder.startBlock(ssa);
  }

  private JavaValue loopPhis(JavaValue value, int paths, List<Value> made) {
    int from = made.size();
    JavaValue fresh = joiner.freshPhis(value, made);
    List<Value> entry = value.components();
    for (int i = 0; i < entry.size(); i++) {
      Value phi = made.get(from + i);
      for (int path = 0; path < paths; path++) {
        Block.addPhiArg(phi, entry.get(i));
      }
    }
    return fresh;
  }

  private void completeLoop(Activation activation, BytecodeBlock block, LoopState loop, Edge edge) {
    Frame header = loop.frame();
    for (int i = 0; i < header.localCount(); i++) {
      if (header.local(i) != null && block.liveIn().get(i) && block.writtenInLoop().get(i)) {
        Widenings.Place place = Widenings.Place.local(activation, block, i);
        completeValue(place, header.local(i), edge.frame().local(i), loop);
      }
    }
    for (int i = 0; i < header.depth(); i++) {
      Widenings.Place place = Widenings.Place.stack(activation, block, i);
      completeValue(place, header.stack(i), edge.frame().stack(i), loop);
    }
    for (int id = 0; id < loop.heap().size(); id++) {
      JavaValue[] before = loop.heap().fields(id);
      JavaValue[] after = edge.heap().fields(id);
      boolean mutable = before != null && !objectTypes.get(id).isRecord();
      for (int f = 0; mutable && f < before.length; f++) {
        if (before[f] != null) {
          Widenings.Place place = Widenings.Place.field(activation, block, id, f);
          completeValue(place, before[f], after[f], loop);
        }
      }
    }
  }

  private void completeValue(
      Widenings.Place place, JavaValue before, JavaValue after, LoopState loop) {
    requireOlder(after, loop);
    JavaValue shape = after == null ? null : joiner.commonShape(List.of(before, after));
    if (shape == null) {
      throw refuse(
          "a variable holds "
              + before.describe()
              + " when the loop begins and "
              + (after == null ? "nothing" : after.describe())
              + " when it goes round; use two variables, or decide before the loop");
    }
    if (!shape.sameShape(before)) {
      widenings.add(place, shape);
      throw new Widenings.Again();
    }
    joiner.addPhiArgs(before, after, loop.phis());
  }

  /** Refuses objects of this turn of a loop where those of the next would stand for them too. */
  private void requireOlder(JavaValue value, LoopState loop) {
    if (value instanceof JavaValue.Virtual made && loop.heap().fields(made.id()) == null) {
      throw refuse(
          made.describe()
              + " made in a loop is kept for the next turn; make it before the loop and change its"
              + " fields, or use a record");
    } else if (isInNewSlot(value, loop.slots())) {
      throw refuse(
          value.describe()
              + " made in a loop is kept for the next turn, which makes its own in the same place;"
              + " make an array before the loop and copy to it what must be kept");
    } else if (value instanceof Choice choice) {
      choice.options().forEach(option -> requireOlder(option.value(), loop));
    } else if (value instanceof Tuple tuple) {
      tuple.fields().forEach(field -> requireOlder(field, loop));
    } else if (value instanceof JavaValue.Closure closure) {
      closure.captured().forEach(part -> requireOlder(part, loop));
    }
  }

  private static boolean isInNewSlot(JavaValue value, int slots) {
    return value instanceof StringRef string && SlotAges.isNew(string.pointer(), slots)
        || value instanceof JavaValue.StackArray array && SlotAges.isNew(array.pointer(), slots);
  }

  private void walk(Activation activation, BytecodeBlock block) {
    AbstractInsnNode[] insns = activation.cfg().insns();
    Frame frame = current;
    for (int i = block.start(); i < block.end(); i++) {
      AbstractInsnNode insn = insns[i];
      if (insn instanceof LineNumberNode line) {
        at(activation, line.line);
      } else if (insn.getOpcode() >= 0) {
        if (instructions.translate(activation, frame, i)) {
          return;
        }
      }
    }
    jump(activation, activation.cfg().blockStartingAt(block.end()), frame);
  }

  private void at(Activation activation, int line) {
    MethodBody body = activation.body();
    if (!LibraryCode.contains(body.owner()) || builder.position() == null) {
      builder.setPosition(new SourcePosition(body.sourceFile(), line, body.node().name));
    }
  }

  /** Goes on where several ways meet; afterwards in a block that has ended if there is none. */
  JavaValue join(List<Activation.Return> returns) {
    if (returns.isEmpty()) {
      return null;
    }
    if (returns.size() == 1) {
      builder.startBlock(returns.get(0).from());
      heap = returns.get(0).heap();
      return returns.get(0).result();
    }
    Block join = builder.newBlock();
    for (Activation.Return way : returns) {
      builder.startBlock(way.from());
      builder.jump(join);
    }
    builder.startBlock(join);
    JavaValue result = null;
    if (returns.get(0).result() != null) {
      List<JavaValue> results = new ArrayList<>(returns.size());
      returns.forEach(way -> results.add(way.result()));
      result = joiner.join(results);
    }
    List<Heap> heaps = new ArrayList<>(returns.size());
    returns.forEach(way -> heaps.add(way.heap()));
    heap = joinHeaps(heaps, result == null ? List.of() : List.of(result));
    return result;
  }
}
