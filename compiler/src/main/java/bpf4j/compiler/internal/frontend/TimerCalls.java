package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Closure;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Subprogram;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.BpfMap;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** Makes functions of what timers do later, and tells the kernel. */
final class TimerCalls {
  private static final int ATTEMPTS = 60;

  private final MethodTranslator translator;
  private final Environment environment;
  private final HelperCalls helpers;

  TimerCalls(MethodTranslator translator, Environment environment, HelperCalls helpers) {
    this.translator = translator;
    this.environment = environment;
    this.helpers = helpers;
  }

  /** Gives a timer what it does: the arguments are the timer, its map, and the lambda. */
  void setCallback(Helper helper, List<JavaValue> args) {
    Value timer = HelperArguments.inMap(translator, args.get(0), "a timer");
    BpfMap map = (BpfMap) ((Constant) args.get(1)).object();
    if (mapOf(timer) != map) {
      throw translator.refuse(
          "start wants the map that the timer lies in; in what a timer does, use restart");
    }
    if (!(args.get(2) instanceof Closure closure)) {
      throw translator.refuse("what a timer does must be a lambda or a method reference");
    }
    Subprogram callback = make(map, closure);
    helpers.emit(helper, timer, translator.builder().graph().callback(callback));
  }

  /** The map that an address lies in; null if that is not clear. */
  private static BpfMap mapOf(Value address) {
    return switch (address.op()) {
      case ADD -> mapOf(address.arg(0));
      case CALL, MAP_NEXT -> address.arg(0).aux() instanceof BpfMap map ? map : null;
      case ENTRY_VALUE -> mapOf(address.arg(0));
      case PHI -> mapOfAll(address);
      default -> null;
    };
  }

  private static BpfMap mapOfAll(Value phi) {
    BpfMap found = null;
    for (Value arg : phi.isOpenPhi() ? Value.NONE : phi.args()) {
      BpfMap map = arg.isZero() || arg.op() == Op.PHI ? found : mapOf(arg);
      if (map == null || found != null && found != map) {
        return null;
      }
      found = map;
    }
    return found;
  }

  private Subprogram make(BpfMap map, Closure closure) {
    Widenings widenings = new Widenings();
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        return make(map, closure, widenings);
      } catch (Widenings.Again again) {
        // Once more, knowing more.
      }
    }
    SourcePosition position = translator.builder().position();
    throw new CompileException(
        position.file(),
        position.line(),
        "a variable changes its kind from one round of a loop to the next");
  }

  private Subprogram make(BpfMap map, Closure closure, Widenings widenings) {
    Graph graph = new Graph();
    graph.setLater();
    GraphBuilder builder = new GraphBuilder(graph);
    builder.setPosition(translator.builder().position());
    MethodTranslator inside = translator.forSubprogram(builder, widenings);
    Value key = builder.emit(Op.PARAMETER, Type.MAP_VALUE, 0, null);
    Value value = builder.emit(Op.PARAMETER, Type.MAP_VALUE, 1, null);
    MemoryTranslator memory = new MemoryTranslator(inside);
    List<JavaValue> args =
        List.of(
            MapWalks.box(map.keyLayout(), memory.loadCopy(map.keyLayout(), key)),
            memory.load(map.valueLayout(), value, 0));
    // The interface matters no more than its method: the lambda's own code follows.
    MethodInsnNode accept =
        new MethodInsnNode(
            Opcodes.INVOKEINTERFACE,
            "java/util/function/BiConsumer",
            "accept",
            "(Ljava/lang/Object;Ljava/lang/Object;)V");
    CallTranslator calls = new CallTranslator(inside, environment, new FieldTranslator(inside));
    calls.invoke(accept, constant(closure, builder), args);
    if (!builder.block().isTerminated()) {
      builder.block().setPosition(builder.position());
      builder.block().returns(builder.i64(0));
    }
    requireNoContext(graph);
    List<Type> parameters = List.of(Type.MAP_VALUE, Type.MAP_VALUE);
    return new Subprogram(closure.target().name(), parameters, graph, graph.mayFail());
  }

  /** The same lambda, of constants that belong to another graph. */
  private Closure constant(Closure closure, GraphBuilder other) {
    closure.captured().forEach(this::requireConstant);
    List<Value> components = new ArrayList<>();
    for (Value component : closure.components()) {
      if (!component.isConst()) {
        throw later("a number of this run");
      }
      components.add(other.constant(component.type(), component.imm()));
    }
    return (Closure) closure.with(components);
  }

  private void requireConstant(JavaValue captured) {
    boolean possible =
        captured instanceof Constant
            || captured instanceof Scalar
            || captured instanceof Boxed
            || captured instanceof EnumRef
            || captured instanceof Closure;
    if (!possible) {
      throw later(captured.describe());
    }
    if (captured instanceof Closure closure) {
      closure.captured().forEach(this::requireConstant);
    }
  }

  private CompileException later(String what) {
    return translator.refuse(
        "what a timer does happens after this run, so it cannot use "
            + what
            + "; it has its key and its value: keep numbers in a field of the value");
  }

  /** The context is this run's. */
  private void requireNoContext(Graph graph) {
    for (Block block : graph.reversePostorder()) {
      for (Value value : block.values()) {
        if (value.op() == Op.CALL_SUBPROGRAM && value.aux() instanceof Subprogram called) {
          requireNoContext(called.graph());
          continue;
        }
        for (Value arg : value.args()) {
          if (arg == graph.context()) {
            throw SourcePosition.refusal(
                value.position(),
                "what a timer does happens after the run, so it has no packet and no context;"
                    + " do this before, and keep what is needed in the value");
          }
        }
      }
    }
  }
}
