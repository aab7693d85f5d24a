package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.layout.Layout;

/** Operations on maps without keys: values go to and come from the stack. */
final class KeylessCalls {
  private static final HelperCall PUSH = HelperCall.reading(87, "map_push_elem", Type.I64);
  private static final HelperCall POP = new HelperCall(88, "map_pop_elem", Type.I64);
  private static final HelperCall PEEK = new HelperCall(89, "map_peek_elem", Type.I64);

  /** Adds, and fails if there is no room. */
  static final int ANY = 0;

  /** Adds, and drops the oldest value if there is no room. */
  static final int EXIST = 2;

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final MemoryTranslator memory;
  private final ScratchSlots slots;

  KeylessCalls(MethodTranslator translator, ScratchSlots slots) {
    this.translator = translator;
    this.builder = translator.builder();
    this.memory = new MemoryTranslator(translator);
    this.slots = slots;
  }

  /** Pushes a value, or ends the run. */
  void push(MapOperand map, JavaValue value, int flags) {
    builder.require(Cond.EQ, callPush(map, value, flags), builder.i64(0), "push to " + map.name());
  }

  /** Whether a value was pushed. */
  JavaValue offer(MapOperand map, JavaValue value) {
    return isZero(callPush(map, value, ANY));
  }

  private Value callPush(MapOperand map, JavaValue value, int flags) {
    return builder.call(PUSH, map.handle(builder), slot(map, value), builder.i64(flags));
  }

  JavaValue pop(MapOperand map) {
    return next(POP, map);
  }

  JavaValue peek(MapOperand map) {
    return next(PEEK, map);
  }

  /** Whether a filter has a value. */
  JavaValue hasValue(MapOperand map, JavaValue value) {
    return isZero(builder.call(PEEK, map.handle(builder), slot(map, value)));
  }

  private Value slot(MapOperand map, JavaValue value) {
    if (value instanceof Constant constant && constant.isNull()) {
      throw translator.refuse("pushing null always fails");
    }
    Layout<?> layout = map.valueLayout();
    Value slot = slots.value(layout.size());
    memory.zeroPadding(layout, slot, 0);
    memory.store(layout, slot, 0, value);
    return slot;
  }

  private JavaValue next(HelperCall call, MapOperand map) {
    Value slot = slots.result(map.valueLayout().size() + 7 & ~7);
    Scalar found = isZero(builder.call(call, map.handle(builder), slot));
    return new Choices(translator)
        .when(found.value(), () -> memory.copyOf(map.valueLayout(), slot), () -> Constant.NULL);
  }

  private Scalar isZero(Value status) {
    return new Scalar(new Arithmetic(translator).bool(Cond.EQ, status, builder.i64(0)));
  }
}
