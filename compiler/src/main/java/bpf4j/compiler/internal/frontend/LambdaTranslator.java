package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.capture.CapturedLambda;
import bpf4j.compiler.internal.capture.ClassFiles;
import bpf4j.compiler.internal.capture.MethodBody;
import bpf4j.compiler.internal.declaration.VerdictRange;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Value;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Makes the SSA form of a lambda of one parameter, the program's context. */
public final class LambdaTranslator {
  private static final int ATTEMPTS = 60;

  private final CapturedLambda lambda;
  private final Class<?> contextType;
  private final Environment environment;
  private final long voidResult;
  private long readingNanos;
  private SourcePosition position;

  /**
   * Prepares a translation.
   *
   * @param contextType the interface of the lambda's parameter
   * @param voidResult what a lambda that returns nothing returns to the kernel
   */
  public LambdaTranslator(
      CapturedLambda lambda, Class<?> contextType, Environment environment, long voidResult) {
    this.lambda = lambda;
    this.contextType = contextType;
    this.environment = environment;
    this.voidResult = voidResult;
  }

  /**
   * Translates.
   *
   * @throws CompileException if the lambda does something that the kernel has no counterpart for
   */
  public Graph translate() {
    Outlining outlining = new Outlining();
    Widenings widenings = new Widenings();
    for (int i = 0; i < ATTEMPTS; i++) {
      try {
        return translate(widenings, outlining);
      } catch (Widenings.Again again) {
        // Once more, knowing more.
      } catch (Outlining.Again again) {
        // Once more, calling more; loops of other methods then have other places.
        widenings = new Widenings();
        i = 0;
      }
    }
    throw new CompileException(
        null, 0, "a variable changes its kind from one round of a loop to the next");
  }

  /** Where the lambda begins; null if its class file does not say. */
  public SourcePosition position() {
    return position;
  }

  /** How long reading class files has taken, in nanoseconds. */
  public long readingNanos() {
    return readingNanos;
  }

  private Graph translate(Widenings widenings, Outlining outlining) {
    outlining.startAnew();
    Graph graph = new Graph();
    GraphBuilder builder = new GraphBuilder(graph);
    ClassFiles classes = new ClassFiles(lambda.loader());
    try {
      translate(builder, new MethodTranslator(builder, classes, environment, widenings, outlining));
    } finally {
      readingNanos += classes.nanos();
    }
    return graph;
  }

  private void translate(GraphBuilder builder, MethodTranslator translator) {
    FieldTranslator fields = new FieldTranslator(translator);
    List<JavaValue> captured = CapturedValues.of(fields, lambda);
    captured.add(new JavaValue.Context(contextType));
    JavaValue result = run(translator, fields, captured);
    if (!builder.block().isTerminated()) {
      Value verdict = verdict(translator, builder, result);
      builder.block().setPosition(builder.position());
      builder.block().returns(verdict);
    }
  }

  private JavaValue run(MethodTranslator translator, FieldTranslator fields, List<JavaValue> args) {
    Class<?> owner = fields.classOf(lambda.owner());
    MethodFinder finder = new MethodFinder(translator);
    MethodBody body = finder.body(owner, lambda.name(), lambda.descriptor());
    position = body == null ? null : firstLine(body);
    if (lambda.isStatic() && body != null) {
      return translator.inline(body, args);
    }
    // A reference to a method of an object, or of the context itself.
    CallTranslator calls = new CallTranslator(translator, environment, fields);
    Frame frame = new Frame(0, args.size() + 2);
    args.forEach(frame::push);
    boolean isInterface = owner.isInterface();
    int opcode =
        lambda.isStatic()
            ? Opcodes.INVOKESTATIC
            : isInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
    calls.call(
        frame,
        new MethodInsnNode(
            opcode, lambda.owner(), lambda.name(), lambda.descriptor(), isInterface));
    return frame.depth() == 0 ? null : frame.pop();
  }

  private static SourcePosition firstLine(MethodBody body) {
    for (AbstractInsnNode insn : body.node().instructions) {
      if (insn instanceof LineNumberNode line) {
        return new SourcePosition(body.sourceFile(), line.line, body.node().name);
      }
    }
    return null;
  }

  private Value verdict(MethodTranslator translator, GraphBuilder builder, JavaValue result) {
    if (result == null || lambda.methodType().endsWith(")V")) {
      return builder.i64(voidResult);
    }
    Value number = new MemoryTranslator(translator).number(result);
    if (environment.firstVerdict() != 0) {
      number = builder.op(Op.ADD, number.type(), number, firstVerdict(builder, number));
    }
    requireAllowed(builder, number);
    // The kernel looks at the low half only, but the verifier wants all of r0 known.
    return number.type() == bpf4j.compiler.internal.ir.Type.I32
        ? builder.op(Op.ZEXT32, bpf4j.compiler.internal.ir.Type.I64, number)
        : number;
  }

  /** The verifier must see these very comparisons, so no pass touches them. */
  private void requireAllowed(GraphBuilder builder, Value number) {
    VerdictRange range = VerdictRange.of(environment.binding());
    if (!range.equals(VerdictRange.ANY)) {
      builder.requireVisibly(Cond.GE, number, builder.i32(range.least()), "no such verdict");
      builder.requireVisibly(Cond.LE, number, builder.i32(range.most()), "no such verdict");
    }
  }

  /** Verdict enums count from their first constant's number. */
  private Value firstVerdict(GraphBuilder builder, Value number) {
    return builder.constant(number.type(), environment.firstVerdict());
  }
}
