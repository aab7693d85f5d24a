package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.context.TracingContext;
import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.declare.Intrinsic;
import bpf4j.compiler.internal.declaration.Accessor;
import bpf4j.compiler.internal.declaration.Declarations;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.View;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/** The accessors of packet headers and contexts, as their declarations say. */
final class PacketCalls {
  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Environment environment;
  private final Arithmetic arithmetic;
  private final PacketAccesses packet;
  private final ContextCalls context;
  private final RecordCalls record;
  private final UsdtCalls probe;
  private final PlaceCalls place;

  PacketCalls(MethodTranslator translator, Environment environment, KernelStructs kernelStructs) {
    this.translator = translator;
    this.builder = translator.builder();
    this.environment = environment;
    this.arithmetic = new Arithmetic(translator);
    this.packet = new PacketAccesses(translator, environment);
    this.context = new ContextCalls(translator);
    this.probe = new UsdtCalls(translator, environment.binding(), kernelStructs);
    this.place = new PlaceCalls(translator, environment.binding(), kernelStructs);
    this.record = new RecordCalls(translator, environment.binding(), kernelStructs);
  }

  /** Calls an abstract method of a header or context interface. */
  JavaValue call(Method method, Class<?> type, JavaValue receiver, List<JavaValue> args) {
    Accessor accessor;
    try {
      accessor = Declarations.accessor(method, Declarations.headerSize(type));
    } catch (DeclarationException e) {
      throw translator.refuse(e.getMessage());
    }
    if (accessor instanceof Accessor.Field field) {
      return new Scalar(packet.read(base(receiver), field.read(), field.type()));
    } else if (accessor instanceof Accessor.Composite composite) {
      return readRecord(base(receiver), composite);
    } else if (accessor instanceof Accessor.Context field) {
      return context.read(field, args);
    } else if (accessor instanceof Accessor.Recorded) {
      return TracingContext.class.isAssignableFrom(type)
          ? place.named(method)
          : record.read(method, args);
    } else if (accessor instanceof Accessor.FieldWrite field) {
      packet.write(base(receiver), field.read(), arithmetic.number(args.get(0)));
      return null;
    } else if (accessor instanceof Accessor.ContextWrite write) {
      context.write(write.field(), args);
      return null;
    }
    return builtin(((Accessor.Builtin) accessor).kind(), receiver, args);
  }

  /** The offset of a view from the packet's first byte. */
  private Value base(JavaValue receiver) {
    return receiver instanceof View view ? view.offset() : builder.i32(0);
  }

  private JavaValue readRecord(Value base, Accessor.Composite composite) {
    Class<?> type = composite.constructor().getDeclaringClass();
    JavaValue[] fields = new JavaValue[composite.fields().size()];
    for (int i = 0; i < fields.length; i++) {
      Accessor.Field field = composite.fields().get(i);
      fields[i] = new Scalar(packet.read(base, field.read(), field.type()));
    }
    return translator.newObject(type, fields);
  }

  private JavaValue builtin(Intrinsic.Kind kind, JavaValue receiver, List<JavaValue> args) {
    return switch (kind) {
      case OFFSET -> new Scalar(base(receiver));
      case READ_U8 -> new Scalar(packet.load(at(receiver, args), 0, 1));
      case READ_U16 -> new Scalar(packet.load(at(receiver, args), 0, 2));
      case READ_I32 -> new Scalar(packet.load(at(receiver, args), 0, 4));
      case READ_U32 ->
          new Scalar(builder.op(Op.ZEXT32, Type.I64, packet.load(at(receiver, args), 0, 4)));
      case READ_U48 -> new Scalar(packet.load(at(receiver, args), 0, 6));
      case READ_I64 -> new Scalar(packet.load(at(receiver, args), 0, 8));
      case LOAD_BYTES -> {
        packet.copy(at(receiver, args), args.get(1));
        yield null;
      }
      case WRITE_U8 -> write(receiver, args, 1);
      case WRITE_U16 -> write(receiver, args, 2);
      case WRITE_I32 -> write(receiver, args, 4);
      case WRITE_U48 -> write(receiver, args, 6);
      case WRITE_I64 -> write(receiver, args, 8);
      case LENGTH -> new Scalar(builder.op(Op.PACKET_LENGTH, Type.I32, builder.graph().context()));
      case VIEW -> new View(viewType(args.get(1)), at(receiver, args), null);
      case LINK_HEADER_LENGTH -> new Scalar(builder.i32(environment.linkHeaderLength()));
      case NETWORK_OFFSET -> new Scalar(builder.i32(environment.networkOffset()));
      case ARGUMENT,
          RETURN_VALUE,
          INSTRUCTION_POINTER,
          STACK_POINTER,
          FRAME_POINTER,
          SAMPLE_PERIOD,
          SAMPLE_ADDRESS ->
          context.register(kind, args);
      case PLACE_ARGUMENT -> place.argument(args);
      case PLACE_RESULT -> place.result(args);
      case USDT_ARGUMENT -> probe.argument(arithmetic.number(args.get(0)));
      case REQUIRE, FOLD, CURRENT_TASK, KERNEL_STRUCT ->
          throw translator.refuse(kind + " is for static methods");
      case KERNEL_ADDRESS -> throw translator.refuse(kind + " is for structs of the kernel");
    };
  }

  private JavaValue write(JavaValue receiver, List<JavaValue> args, int bytes) {
    packet.store(at(receiver, args), 0, bytes, arithmetic.number(args.get(1)));
    return null;
  }

  private Value at(JavaValue receiver, List<JavaValue> args) {
    Value offset = arithmetic.number(args.get(0));
    return builder.op(Op.ADD, Type.I32, base(receiver), offset);
  }

  private Class<?> viewType(JavaValue value) {
    if (value instanceof Constant constant && constant.object() instanceof Class<?> type) {
      return type;
    }
    throw translator.refuse("view needs a class literal, such as Udp.class");
  }

  /** Calls a static method that the machine itself defines. */
  JavaValue callStatic(Intrinsic.Kind kind, Method method, List<JavaValue> args) {
    if (kind == Intrinsic.Kind.REQUIRE) {
      Value condition = arithmetic.number(args.get(0));
      builder.require(Cond.NE, condition, builder.i32(0), "a requirement does not hold");
      return null;
    }
    if (kind == Intrinsic.Kind.FOLD) {
      return fold(method, args);
    }
    throw translator.refuse(method.getName() + " is declared static, but needs a packet");
  }

  private JavaValue fold(Method method, List<JavaValue> args) {
    org.objectweb.asm.Type[] types = org.objectweb.asm.Type.getArgumentTypes(method);
    Object[] values = ConstantCalls.constants(args, types);
    if (values == null) {
      throw translator.refuse(
          method.getDeclaringClass().getSimpleName()
              + "."
              + method.getName()
              + " runs while compiling, so its arguments must be constants");
    }
    try {
      return new FieldTranslator(translator)
          .ofObject(method.invoke(null, values), method.getReturnType());
    } catch (InvocationTargetException e) {
      throw translator.refuse(method.getName() + ": " + e.getCause().getMessage());
    } catch (IllegalAccessException e) {
      throw translator.refuse(method.getName() + " cannot be called: " + e.getMessage());
    }
  }
}
