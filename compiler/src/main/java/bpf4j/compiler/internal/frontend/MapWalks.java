package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.internal.capture.MethodBody;
import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.compiler.internal.substitute.Substitutes;
import bpf4j.maps.BpfMap;
import bpf4j.maps.layout.JavaKind;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.ScalarLayout;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/** Walks through all entries of a map: loops, until the optimizer makes callbacks of them. */
final class MapWalks {
  private static final HelperCall READ =
      new HelperCall(201, "dynptr_read", bpf4j.compiler.internal.ir.Type.I64);

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final HelperAvailability availability;
  private final MemoryTranslator memory;

  MapWalks(MethodTranslator translator, Environment environment) {
    this.translator = translator;
    this.builder = translator.builder();
    this.availability = new HelperAvailability(environment);
    this.memory = new MemoryTranslator(translator);
  }

  /** Does with each entry, or record, what a lambda says; answers as the method does. */
  JavaValue walk(BpfMap map, Method method, List<JavaValue> args) {
    String receiver = Type.getDescriptor(method.getDeclaringClass());
    String descriptor = "(" + receiver + Type.getMethodDescriptor(method).substring(1);
    MethodBody body =
        translator.classes().find(Substitutes.classForMaps(), method.getName(), descriptor);
    List<JavaValue> all = new ArrayList<>();
    all.add(new Constant(map));
    all.addAll(args);
    return translator.call(body, all);
  }

  /** What {@code MapWalk} offers to substitutes of map methods. */
  JavaValue step(Method method, List<JavaValue> args) {
    BpfMap map = (BpfMap) ((Constant) args.get(0)).object();
    return switch (method.getName()) {
      case "next" -> next(map, method.getAnnotation(Helper.class), 0);
      case "nextRecord" -> next(map, method.getAnnotation(Helper.class), 1);
      case "record" -> record(map, args);
      case "index" -> key(map, args.get(1));
      case "key" -> box(map.keyLayout(), key(map, args.get(1)));
      case "value" ->
          box(map.valueLayout(), memory.load(map.valueLayout(), at(Op.ENTRY_VALUE, args), 0));
      default -> throw new IllegalStateException(method.getName());
    };
  }

  private JavaValue next(BpfMap map, Helper helper, int ofRecords) {
    String obstacle = availability.obstacle(helper);
    if (obstacle != null) {
      throw translator.refuse(obstacle);
    }
    HelperCall call =
        new HelperCall(helper.id(), helper.name(), bpf4j.compiler.internal.ir.Type.I64);
    return new Scalar(
        builder.emit(
            Op.MAP_NEXT, bpf4j.compiler.internal.ir.Type.I32, ofRecords, call, builder.map(map)));
  }

  /** A copy of the record that the ring has come to, which a dynamic pointer points to. */
  private JavaValue record(BpfMap map, List<JavaValue> args) {
    Layout<?> layout = map.valueLayout();
    Value record =
        builder.op(
            Op.ENTRY_VALUE,
            bpf4j.compiler.internal.ir.Type.DYNAMIC_POINTER,
            ((Scalar) args.get(1)).value());
    Value slot =
        builder
            .graph()
            .address(builder.graph().newSlot(layout.size() + 7 & ~7, "record", builder.position()));
    Value status =
        builder.call(
            READ, slot, builder.i64(layout.size()), record, builder.i64(0), builder.i64(0));
    builder.require(
        Cond.EQ, status, builder.i64(0), "a record shorter than " + layout.size() + " bytes");
    return box(layout, memory.load(layout, slot, 0));
  }

  private Value at(Op part, List<JavaValue> args) {
    Value entry = ((Scalar) args.get(1)).value();
    return builder.op(part, bpf4j.compiler.internal.ir.Type.MAP_VALUE, entry);
  }

  /** A copy: programs may not write to the key itself. */
  private JavaValue key(BpfMap map, JavaValue entry) {
    Value address = at(Op.ENTRY_KEY, List.of(new Constant(map), entry));
    return memory.loadCopy(map.keyLayout(), address);
  }

  /** A number as Java has it in the place of an object. */
  static JavaValue box(Layout<?> layout, JavaValue value) {
    return value instanceof Scalar scalar
            && layout instanceof ScalarLayout<?> number
            && number.kind() != JavaKind.ENUM
        ? new Boxed(number.javaType(), scalar.value(), null)
        : value;
  }
}
