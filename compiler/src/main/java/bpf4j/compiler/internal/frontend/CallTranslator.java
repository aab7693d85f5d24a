package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.declare.Kfunc;
import bpf4j.compiler.internal.capture.MethodBody;
import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Closure;
import bpf4j.compiler.internal.frontend.JavaValue.ClosureTarget;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Context;
import bpf4j.compiler.internal.frontend.JavaValue.EnumRef;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.StructRef;
import bpf4j.compiler.internal.frontend.JavaValue.Thrown;
import bpf4j.compiler.internal.frontend.JavaValue.View;
import bpf4j.compiler.internal.frontend.JavaValue.Virtual;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.substitute.Substitutes;
import bpf4j.maps.BpfMap;
import bpf4j.perf.EventChannel;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Calls: to the machine's own operations, found by their annotations or in the JDK; to maps; and to
 * everything else by inlining its bytecode.
 */
final class CallTranslator {
  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final FieldTranslator fields;
  private final ReferenceTests references;
  private final JdkCalls jdk;
  private final MapWalks walks;
  private final MapCalls maps;
  private final TimerCalls timers;
  private final ChannelCalls channels;
  private final PacketCalls packets;
  private final HelperCalls helpers;
  private final KfuncCalls kfuncs;
  private final KernelStructs kernelStructs;
  private final AtomicCalls atomics;
  private final MethodFinder methods;
  private final PrintCalls prints;
  private final Choices choices;
  private final StringCalls strings;

  CallTranslator(MethodTranslator translator, Environment environment, FieldTranslator fields) {
    this.translator = translator;
    this.builder = translator.builder();
    this.fields = fields;
    this.references = new ReferenceTests(translator);
    this.jdk = new JdkCalls(translator);
    this.walks = new MapWalks(translator, environment);
    this.helpers = new HelperCalls(translator, environment);
    this.maps = new MapCalls(translator, environment, walks, helpers);
    this.channels = new ChannelCalls(translator);
    this.timers = new TimerCalls(translator, environment, helpers);
    this.kfuncs = new KfuncCalls(translator, environment, helpers);
    this.kernelStructs = new KernelStructs(translator, environment, helpers);
    this.packets = new PacketCalls(translator, environment, kernelStructs);
    this.atomics = new AtomicCalls(translator);
    this.methods = new MethodFinder(translator);
    this.prints = new PrintCalls(translator, helpers);
    this.choices = new Choices(translator);
    this.strings = new StringCalls(translator);
  }

  void call(Frame frame, MethodInsnNode insn) {
    int count = Type.getArgumentTypes(insn.desc).length;
    JavaValue[] args = new JavaValue[count];
    for (int i = count - 1; i >= 0; i--) {
      args[i] = frame.pop();
    }
    JavaValue receiver = insn.getOpcode() == Opcodes.INVOKESTATIC ? null : frame.pop();
    JavaValue result = invoke(insn, receiver, Arrays.asList(args));
    if (insn.name.equals("<init>")
        && receiver instanceof Virtual made
        && insn.owner.equals(Type.getInternalName(made.type()))) {
      new Tuples(translator).seal(made, frame);
    }
    if (!insn.desc.endsWith(")V") && !builder.block().isTerminated()) {
      frame.push(result);
    }
  }

  /** Calls a method; the block has ended afterwards if it never returns. */
  JavaValue invoke(MethodInsnNode insn, JavaValue receiver, List<JavaValue> args) {
    String impossible = Refusals.ofObject(insn);
    if (impossible != null) {
      throw translator.refuse(impossible);
    }
    if (receiver instanceof Choice choice) {
      return choices.use(choice, insn.name, option -> invoke(insn, option, args));
    }
    String owner = insn.owner;
    if (owner.equals("java/util/Objects") && insn.name.equals("equals")) {
      return new Scalar(new Equality(translator, this).test(args.get(0), args.get(1)));
    }
    JavaValue known = jdk.call(owner, insn.name, insn.desc, receiver, args);
    if (known != null) {
      return known == JdkCalls.NOTHING ? null : known;
    }
    if (receiver == null) {
      return invokeStatic(insn, args);
    }
    if (insn.getOpcode() == Opcodes.INVOKESPECIAL) {
      return invokeSpecial(insn, receiver, args);
    }
    references.requirePresent(receiver, insn.name);
    if (insn.name.equals("clone") && ArrayTranslator.isArray(receiver)) {
      return new ArrayTranslator(translator).copy(receiver);
    }
    if (AtomicCalls.isAtomic(receiver)) {
      return invokeOnAtomic(insn, receiver, args);
    }
    if (receiver instanceof Constant constant) {
      return invokeOnConstant(insn, constant, args);
    } else if (receiver instanceof View view) {
      return invokeOnPacket(insn, view.type(), receiver, args);
    } else if (receiver instanceof Context context) {
      return invokeOnPacket(insn, context.type(), receiver, args);
    } else if (receiver instanceof KernelRef ref) {
      return invokeOnKernelStruct(insn, ref, args);
    } else if (receiver instanceof MapRef map) {
      return maps.call(map, insn.name, insn.desc, fields.classOf(insn.owner), args);
    } else if (receiver instanceof Virtual virtual) {
      return invokeOnClass(insn, virtual.type(), receiver, args);
    } else if (receiver instanceof Tuple tuple) {
      return invokeOnClass(insn, tuple.type(), tuple.present(), args);
    } else if (receiver instanceof StructRef ref) {
      return invokeOnClass(insn, ref.layout().javaType(), receiver, args);
    } else if (receiver instanceof Closure closure) {
      return invokeOnLambda(insn, closure, args);
    } else if (receiver instanceof StringRef) {
      return invokeOnString(insn, receiver, args);
    } else if (receiver instanceof EnumRef ref) {
      return invokeOnEnum(insn, ref, args);
    } else if (receiver instanceof Boxed boxed) {
      return invokeOnClass(insn, boxed.box(), new Boxed(boxed.box(), boxed.value(), null), args);
    }
    throw translator.refuse(
        "calling " + insn.name + " on " + receiver.describe() + " is not possible in the kernel");
  }

  /** Runs the one method that all constants have, or chooses between those of the constants. */
  private JavaValue invokeOnEnum(MethodInsnNode insn, EnumRef ref, List<JavaValue> args) {
    Class<?> type = ref.type();
    boolean plain = true;
    for (Object constant : type.getEnumConstants()) {
      plain &= constant.getClass() == type;
    }
    MethodBody body = plain ? methods.body(type, insn.name, insn.desc) : null;
    return body == null || body.owner().equals("java/lang/Enum")
        ? choices.use(choices.ofEnum(ref), insn.name, constant -> invoke(insn, constant, args))
        : inline(body, insn, ref, args);
  }

  private JavaValue invokeStatic(MethodInsnNode insn, List<JavaValue> args) {
    if (Substitutes.isStringBytes(insn.owner)) {
      return strings.bytes(insn.name, (StringRef) args.get(0), args);
    }
    Class<?> owner = fields.classOf(insn.owner);
    if (Substitutes.isTimerHelpers(insn.owner) && insn.name.equals("setCallback")) {
      Method method = methods.reflect(owner, insn.name, insn.desc);
      timers.setCallback(method.getAnnotation(Helper.class), args);
      return new Scalar(builder.i64(0));
    }
    if (Substitutes.isMapWalk(insn.owner)) {
      return walks.step(methods.reflect(owner, insn.name, insn.desc), args);
    }
    if (ConstantCalls.isSwitchTable(insn)) {
      return ConstantCalls.switchTable(translator, fields, owner, insn);
    }
    if (!insn.owner.startsWith("java/")) {
      Method method = methods.reflect(owner, insn.name, insn.desc);
      if (method != null && method.getAnnotations().length > 0) {
        Helper helper = method.getAnnotation(Helper.class);
        if (helper != null) {
          return helpers.call(helper, method, args);
        }
        Kfunc kfunc = method.getAnnotation(Kfunc.class);
        if (kfunc != null) {
          return kfuncs.call(kfunc, method, args);
        }
        Intrinsic intrinsic = method.getAnnotation(Intrinsic.class);
        if (intrinsic != null && KernelStructs.has(intrinsic.value())) {
          return kernelStructs.callStatic(intrinsic.value(), args);
        } else if (intrinsic != null) {
          return packets.callStatic(intrinsic.value(), method, args);
        }
      }
    }
    MethodBody substitute = methods.substitute(insn);
    MethodBody body = substitute == null ? methods.body(owner, insn.name, insn.desc) : substitute;
    return inline(body, insn, null, args);
  }

  private JavaValue invokeOnAtomic(MethodInsnNode insn, JavaValue atomic, List<JavaValue> args) {
    return atomics.call(
        atomic,
        insn.name,
        args,
        before -> {
          // accumulateAndGet(operand, function) or updateAndGet(function)
          JavaValue function = args.get(args.size() - 1);
          boolean binary = args.size() == 2;
          String kind = (binary ? "Binary" : "Unary") + "Operator";
          boolean wide = before instanceof Scalar scalar && scalar.isLong();
          String type = wide ? "J" : "I";
          MethodInsnNode apply =
              new MethodInsnNode(
                  Opcodes.INVOKEINTERFACE,
                  "java/util/function/" + (wide ? "Long" : "Int") + kind,
                  "applyAs" + (wide ? "Long" : "Int"),
                  "(" + type.repeat(args.size()) + ")" + type);
          return invoke(apply, function, binary ? List.of(before, args.get(0)) : List.of(before));
        });
  }

  private JavaValue invokeSpecial(MethodInsnNode insn, JavaValue receiver, List<JavaValue> args) {
    boolean constructor = insn.name.equals("<init>");
    if (constructor && AtomicCalls.isAtomic(receiver)) {
      return invokeOnAtomic(insn, receiver, args);
    }
    if (constructor
        && (receiver instanceof Thrown
            || insn.owner.equals("java/lang/Object")
            || insn.owner.equals("java/lang/Record"))) {
      return null;
    }
    if (!constructor) {
      references.requirePresent(receiver, insn.name);
    }
    Class<?> owner = fields.classOf(insn.owner);
    return inline(methods.body(owner, insn.name, insn.desc), insn, receiver, args);
  }

  private JavaValue invokeOnConstant(MethodInsnNode insn, Constant constant, List<JavaValue> args) {
    Object object = constant.object();
    if (object == null) {
      if (BpfMap.class.isAssignableFrom(fields.classOf(insn.owner))) {
        throw translator.refuse("calling " + insn.name + " on a map that is null always fails");
      }
      // The null check before has ended the run.
      builder.block().fail(builder.site("null " + insn.name));
      return null;
    }
    if (object instanceof EventChannel<?> channel) {
      MethodBody body = channels.find(channel, insn);
      if (body != null) {
        return inline(body, insn, null, channels.arguments(channel, args));
      }
    }
    if (object instanceof BpfMap map) {
      return maps.call(map, insn.name, insn.desc, fields.classOf(insn.owner), args);
    }
    if (AtomicCalls.isAtomic(object.getClass())) {
      throw translator.refuse(
          "an "
              + object.getClass().getSimpleName()
              + " of Java's lies on the Java heap; share numbers through BpfMaps.global, or as"
              + " fields of a struct in a map");
    }
    if (object instanceof PrintStream) {
      prints.call(insn.name, insn.desc, args);
      return constant;
    }
    if (CapturedValues.isLambda(object)) {
      return invokeOnLambda(insn, CapturedValues.closure(translator, fields, object), args);
    }
    if (ConstantCalls.isFoldable(object)) {
      JavaValue folded = invokeFoldable(insn, constant, args);
      if (folded != null) {
        return folded;
      }
    }
    if (object instanceof String) {
      return invokeOnString(insn, constant, args);
    }
    Boxed boxed = Boxes.ofConstant(builder, object);
    return invokeOnClass(insn, object.getClass(), boxed == null ? constant : boxed, args);
  }

  private JavaValue invokeOnString(MethodInsnNode insn, JavaValue string, List<JavaValue> args) {
    JavaValue result = strings.call(string, insn.name, args);
    if (result != null) {
      return result;
    }
    MethodBody substitute = methods.substitute(insn);
    if (substitute == null) {
      throw translator.refuse(
          "String."
              + insn.name
              + " is not possible in the kernel; use length, charAt, equals, startsWith, endsWith,"
              + " contains or indexOf");
    }
    return inline(substitute, insn, string, args);
  }

  /** Calls a method of an immutable object while compiling; null if that is not possible. */
  private JavaValue invokeFoldable(MethodInsnNode insn, Constant constant, List<JavaValue> args) {
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i) instanceof Choice choice) {
        int index = i;
        return choices.each(
            choice,
            option -> {
              List<JavaValue> chosen = new ArrayList<>(args);
              chosen.set(index, option);
              return invokeOnConstant(insn, constant, chosen);
            });
      }
    }
    return ConstantCalls.fold(translator, fields, constant.object(), insn, args);
  }

  private JavaValue invokeOnClass(
      MethodInsnNode insn, Class<?> type, JavaValue receiver, List<JavaValue> args) {
    MethodBody body = methods.substitute(insn);
    if (body == null) {
      body = methods.privateBody(type, insn);
    }
    if (body == null) {
      body = methods.body(type, insn.name, insn.desc);
    }
    return inline(body, insn, receiver, args);
  }

  private JavaValue invokeOnPacket(
      MethodInsnNode insn, Class<?> type, JavaValue receiver, List<JavaValue> args) {
    Method method = methods.reflectVirtual(type, insn.name, insn.desc);
    Helper helper = method == null ? null : method.getAnnotation(Helper.class);
    if (helper != null) {
      return helpers.call(helper, method, args);
    }
    if (method != null && Modifier.isAbstract(method.getModifiers())) {
      return packets.call(method, type, receiver, args);
    }
    MethodBody body = method == null ? null : methods.body(method, insn.desc);
    return inline(body, insn, receiver, args);
  }

  private JavaValue invokeOnKernelStruct(
      MethodInsnNode insn, KernelRef struct, List<JavaValue> args) {
    Method method = methods.reflectVirtual(struct.type(), insn.name, insn.desc);
    if (method != null && method.isAnnotationPresent(Intrinsic.class)) {
      return new JavaValue.Scalar(struct.address());
    }
    return method != null && Modifier.isAbstract(method.getModifiers())
        ? kernelStructs.call(struct, method, args)
        : invokeOnClass(insn, struct.type(), struct, args);
  }

  /** Calls the lambda itself, or a default method of its interface. */
  private JavaValue invokeOnLambda(MethodInsnNode insn, Closure closure, List<JavaValue> args) {
    MethodBody body = methods.body(fields.classOf(insn.owner), insn.name, insn.desc);
    return body != null && body.hasCode()
        ? inline(body, insn, closure, args)
        : invokeClosure(closure, args);
  }

  private JavaValue invokeClosure(Closure closure, List<JavaValue> args) {
    ClosureTarget target = closure.target();
    List<JavaValue> all = new ArrayList<>(closure.captured());
    Type[] parameters = Type.getArgumentTypes(target.descriptor());
    int tag = target.handleTag();
    boolean makes = tag == Opcodes.H_NEWINVOKESPECIAL;
    boolean isStatic = makes || tag == Opcodes.H_INVOKESTATIC;
    for (JavaValue arg : args) {
      int index = all.size() - (isStatic ? 0 : 1);
      all.add(index < 0 ? arg : Adaptation.adapt(translator, arg, parameters[index]));
    }
    JavaValue receiver =
        makes
            ? fields.allocate(new TypeInsnNode(Opcodes.NEW, target.owner()))
            : isStatic ? null : all.remove(0);
    int opcode =
        switch (tag) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
          case Opcodes.H_INVOKESPECIAL, Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
          default -> Opcodes.INVOKEVIRTUAL;
        };
    MethodInsnNode insn =
        new MethodInsnNode(opcode, target.owner(), target.name(), target.descriptor());
    JavaValue result = invoke(insn, receiver, all);
    if (makes) {
      return new Tuples(translator).seal(receiver);
    }
    return result == null || builder.block().isTerminated()
        ? result
        : Adaptation.adapt(translator, result, target.returns());
  }

  private JavaValue inline(
      MethodBody body, MethodInsnNode insn, JavaValue receiver, List<JavaValue> args) {
    if (body == null) {
      String floating = Refusals.floatingPoint(insn.owner, insn.name, insn.desc);
      throw translator.refuse(
          floating != null
              ? floating
              : insn.owner.replace('/', '.')
                  + "."
                  + insn.name
                  + " has no bytecode (abstract), so it cannot run in the kernel");
    }
    if (insn.owner.startsWith("java/")) {
      String floating = Refusals.floatingPoint(insn.owner, insn.name, insn.desc);
      if (floating != null) {
        throw translator.refuse(floating);
      }
    }
    List<JavaValue> all = new ArrayList<>(args.size() + 1);
    if (receiver != null) {
      all.add(receiver);
    }
    all.addAll(args);
    return translator.call(body, all);
  }

  void callDynamic(Frame frame, InvokeDynamicInsnNode insn) {
    Type[] parameters = Type.getArgumentTypes(insn.desc);
    JavaValue[] captured = new JavaValue[parameters.length];
    for (int i = captured.length - 1; i >= 0; i--) {
      captured[i] = frame.pop();
    }
    String bootstrap = insn.bsm.getOwner();
    if (bootstrap.equals("java/lang/invoke/LambdaMetafactory")) {
      Handle handle = (Handle) insn.bsmArgs[1];
      Type generic = (Type) insn.bsmArgs[2];
      frame.push(
          new Closure(
              new ClosureTarget(
                  handle.getOwner(),
                  handle.getName(),
                  handle.getDesc(),
                  handle.getTag(),
                  generic.getReturnType()),
              Arrays.asList(captured)));
      return;
    }
    if (bootstrap.equals("java/lang/runtime/SwitchBootstraps")) {
      frame.push(
          new PatternSwitches(translator, this).choose(captured[0], captured[1], insn.bsmArgs));
      return;
    }
    if (bootstrap.equals("java/lang/runtime/ObjectMethods") && !insn.name.equals("toString")) {
      RecordMethods methodsOfRecord = new RecordMethods(translator, this);
      frame.push(
          insn.name.equals("equals")
              ? methodsOfRecord.equal(captured[0], captured[1])
              : methodsOfRecord.hash(captured[0]));
      return;
    }
    throw translator.refuse(
        switch (bootstrap) {
          case "java/lang/runtime/ObjectMethods", "java/lang/invoke/StringConcatFactory" ->
              Refusals.CONCATENATION;
          default -> "the dynamic call " + insn.name + " by " + bootstrap + " is not understood";
        });
  }
}
