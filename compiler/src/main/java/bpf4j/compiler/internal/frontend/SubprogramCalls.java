package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.capture.MethodBody;
import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Context;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.View;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.StackSlot;
import bpf4j.compiler.internal.ir.Subprogram;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Functions of the program, made once for each method and shapes of arguments, and their calls. */
final class SubprogramCalls {
  private static final int ATTEMPTS = 60;
  private static final Access RESULT = Access.of(Long.BYTES, false);

  /** A function, and what it was made for. */
  private record Made(MethodBody body, List<JavaValue> args, Subprogram subprogram) {}

  private final List<Made> made = new ArrayList<>();

  /** True when all arguments are numbers, or known while compiling, and fit in registers. */
  static boolean canPass(MethodBody body, List<JavaValue> args) {
    int registers = org.objectweb.asm.Type.getReturnType(body.node().desc).getSort() == 0 ? 0 : 1;
    for (JavaValue arg : args) {
      if (!(arg instanceof Scalar
          || arg instanceof Constant
          || arg instanceof Context
          || arg instanceof View
          || arg instanceof Boxed
          || arg instanceof EnumRef)) {
        return false;
      }
      registers += arg.components().size();
    }
    return registers <= Subprogram.MOST_PARAMETERS;
  }

  /** Calls a method as a function. */
  JavaValue call(MethodTranslator caller, MethodBody body, List<JavaValue> args) {
    Subprogram subprogram = find(body, args);
    if (subprogram == null) {
      subprogram = make(caller, body, args);
      made.add(new Made(body, List.copyOf(args), subprogram));
    }
    GraphBuilder builder = caller.builder();
    List<Value> passed = new ArrayList<>();
    passed.add(builder.graph().context());
    args.forEach(arg -> passed.addAll(arg.components()));
    Type result = resultOf(body);
    if (!subprogram.mayFail()) {
      Value value = call(builder, subprogram, result, passed);
      return result == Type.VOID ? null : new Scalar(value);
    }
    StackSlot slot = null;
    if (result != Type.VOID) {
      slot = caller.resultSlot();
      passed.add(builder.graph().address(slot));
    }
    Value status = call(builder, subprogram, Type.I32, passed);
    // The run has been counted where it failed.
    Block next = builder.newBlock();
    Block failed = builder.newBlock();
    failed.setPosition(builder.position());
    failed.fail(FailSite.COUNTED);
    builder.branch(Cond.EQ, status, builder.i32(0), next, failed);
    builder.startBlock(next);
    if (slot == null) {
      return null;
    }
    Value whole = builder.load(Type.I64, builder.graph().address(slot), 0, RESULT);
    return new Scalar(result == Type.I32 ? builder.op(Op.TRUNC, Type.I32, whole) : whole);
  }

  private static Value call(
      GraphBuilder builder, Subprogram subprogram, Type result, List<Value> args) {
    return builder.emit(Op.CALL_SUBPROGRAM, result, 0, subprogram, args.toArray(Value[]::new));
  }

  private static Type resultOf(MethodBody body) {
    return switch (org.objectweb.asm.Type.getReturnType(body.node().desc).getSort()) {
      case org.objectweb.asm.Type.VOID -> Type.VOID;
      case org.objectweb.asm.Type.LONG -> Type.I64;
      default -> Type.I32;
    };
  }

  private Subprogram find(MethodBody body, List<JavaValue> args) {
    for (Made one : made) {
      if (one.body() == body && alike(one.args(), args)) {
        return one.subprogram();
      }
    }
    return null;
  }

  private static boolean alike(List<JavaValue> a, List<JavaValue> b) {
    for (int i = 0; i < a.size(); i++) {
      boolean contexts = a.get(i) instanceof Context && b.get(i) instanceof Context;
      if (!contexts && !a.get(i).sameShape(b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Subprogram make(MethodTranslator caller, MethodBody body, List<JavaValue> args) {
    Widenings widenings = new Widenings();
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        return make(caller, body, args, widenings);
      } catch (Widenings.Again again) {
        // Once more, knowing more.
      }
    }
    throw new CompileException(
        body.sourceFile(),
        0,
        "a variable of " + body.displayName() + " changes its kind from one round to the next");
  }

  private static Subprogram make(
      MethodTranslator caller, MethodBody body, List<JavaValue> args, Widenings widenings) {
    Graph graph = new Graph();
    GraphBuilder builder = new GraphBuilder(graph);
    builder.setPosition(caller.builder().position());
    MethodTranslator translator = caller.forSubprogram(builder, widenings);
    List<Type> types = new ArrayList<>();
    List<JavaValue> parameters = new ArrayList<>();
    for (JavaValue arg : args) {
      List<Value> components = new ArrayList<>();
      for (Value component : arg.components()) {
        components.add(parameter(builder, types, component.type()));
      }
      parameters.add(arg.with(components));
    }
    Type type = resultOf(body);
    // Only a function that may fail is given it, and that is known when all is translated.
    Value out = type == Type.VOID ? null : parameter(builder, types, Type.STACK);
    JavaValue result = translator.inline(body, parameters);
    boolean mayFail = graph.mayFail();
    if (out != null && !mayFail) {
      types.remove(types.size() - 1);
    }
    if (!builder.block().isTerminated()) {
      Value number = result == null ? null : ((Scalar) result).value();
      builder.block().setPosition(builder.position());
      if (number == null || mayFail) {
        if (number != null) {
          Value wide = type == Type.I32 ? builder.op(Op.ZEXT32, Type.I64, number) : number;
          builder.store(out, 0, Long.BYTES, wide);
        }
        builder.block().returns(builder.i64(0));
      } else {
        builder.block().returns(number);
      }
    }
    return new Subprogram(body.node().name, List.copyOf(types), graph, mayFail);
  }

  private static Value parameter(GraphBuilder builder, List<Type> types, Type type) {
    types.add(type);
    return builder.emit(Op.PARAMETER, type, types.size() - 1, null);
  }
}
