package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.internal.frontend.HelperMemory.Region;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.StructRef;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.BpfMap;
import bpf4j.syscall.bpf.MapType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The C arguments of one call of a helper, made one after the other from the Java ones. */
final class HelperArguments {
  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final HelperMemory memory;
  private final CallShape shape;
  private final Method method;
  private final List<JavaValue> args;
  private final List<Value> values = new ArrayList<>(5);
  private int next;
  private BpfMap map;
  private Region region;
  private Region result;
  private StringRef string;

  HelperArguments(
      MethodTranslator translator,
      HelperMemory memory,
      CallShape shape,
      Method method,
      List<JavaValue> args) {
    this.translator = translator;
    this.builder = translator.builder();
    this.memory = memory;
    this.shape = shape;
    this.method = method;
    this.args = args;
  }

  /** Makes them all. */
  Value[] make() {
    shape.arguments().forEach(this::add);
    return values.toArray(Value[]::new);
  }

  /** The map among them; null if there is none. */
  BpfMap map() {
    return map;
  }

  /** Where the helper leaves the method's result; null if that is a number. */
  Region result() {
    return result;
  }

  /** The string that the helper makes; null if it makes none. */
  StringRef string() {
    return string;
  }

  private void add(Argument kind) {
    switch (kind) {
      case VALUE, ADDRESS -> values.add(memory.wide(take()));
      case CONSTANT -> values.add(constant(memory.wide(take())));
      case ZERO -> values.add(builder.i64(0));
      case CONTEXT -> values.add(builder.graph().context());
      case MAP -> addMap(take());
      case MAP_KEY -> addRegion(memory.laidOutKey(requireMap().keyLayout(), take()));
      case MAP_VALUE -> addRegion(memory.laidOut(requireMap().valueLayout(), take()));
      case STRING -> addRegion(memory.text(take(), argument()));
      case MEMORY -> {
        JavaValue value = take();
        addRegion(memory.readable(value, argument()));
      }
      case UNINITIALIZED_MEMORY -> {
        JavaValue value = take();
        addRegion(memory.writable(value, argument()));
      }
      case RESULT_MEMORY -> {
        result = memory.result(method.getReturnType());
        addRegion(result);
      }
      case RESULT_STRING -> {
        string = memory.string(args.get(args.size() - 1), "argument " + args.size());
        addRegion(new Region(string.pointer(), string.size()));
      }
      case SIZE -> values.add(builder.i64(region.size()));
      case MAP_VALUE_SIZE -> values.add(builder.i64(requireMap().valueLayout().size()));
      case RING_BUFFER_MEMORY -> values.add(memory.writable(take(), argument()).address());
      case BOUNDED_SIZE -> addSize(take(), 1);
      case BOUNDED_SIZE_OR_ZERO -> addSize(take(), 0);
      case READ_ONLY_STRING -> values.add(memory.constantText(take(), argument()));
      case SPIN_LOCK -> values.add(inMap(translator, take(), "a lock"));
      case TIMER -> values.add(inMap(translator, take(), "a timer"));
      case FUNCTION,
          KERNEL_POINTER_SLOT,
          SOCKET_COMMON,
          SOCKET,
          BTF_POINTER,
          PER_CPU_BTF_POINTER,
          DYNAMIC_POINTER ->
          throw translator.refuse(shape.name() + " takes " + kind + ", which is not supported yet");
    }
  }

  /** The address of something of the kernel's own, which works in the values of maps only. */
  static Value inMap(MethodTranslator translator, JavaValue value, String what) {
    Value address =
        value instanceof StructRef
            ? new HelperMemory(translator).writable(value, what).address()
            : null;
    if (address == null || address.type() != Type.MAP_VALUE) {
      throw translator.refuse(
          what
              + " works only where it lies in a map: use the one in the value that get or"
              + " getOrCreate returns");
    }
    return address;
  }

  private JavaValue take() {
    return args.get(next++);
  }

  private String argument() {
    return "argument " + next + " of " + method.getName();
  }

  private void addRegion(Region newRegion) {
    region = newRegion;
    values.add(newRegion.address());
  }

  private void addMap(JavaValue value) {
    if (!(value instanceof Constant constant) || !(constant.object() instanceof BpfMap known)) {
      throw translator.refuse(argument() + " must be a map that is known when compiling");
    }
    if (!shape.mapTypes().isEmpty() && !shape.mapTypes().contains(known.type())) {
      throw translator.refuse(
          argument()
              + " is a map of type "
              + known.type().kernelName()
              + "; "
              + shape.name()
              + " takes "
              + shape.mapTypes().stream()
                  .map(MapType::kernelName)
                  .collect(Collectors.joining(" or ")));
    }
    if (known.isClosed()) {
      throw translator.refuse(
          "the map " + known.name() + " is closed; close it after its programs");
    }
    map = known;
    values.add(builder.map(known));
  }

  private BpfMap requireMap() {
    if (map == null) {
      throw new IllegalStateException(shape.name() + " is declared with a key before its map");
    }
    return map;
  }

  private Value constant(Value value) {
    if (!value.isConst()) {
      throw translator.refuse(argument() + " must be a constant");
    }
    return value;
  }

  /** Bounds a size by the memory before it, on the very register that the helper gets. */
  private void addSize(JavaValue value, int least) {
    Value number = new MemoryTranslator(translator).number(value);
    String reason = argument() + " is not from " + least + " to " + region.size();
    if (number.isConst()) {
      if (number.imm() < least || number.imm() > region.size()) {
        throw translator.refuse(reason);
      }
      values.add(builder.i64(number.imm()));
      return;
    }
    Value size = number.type() == Type.I32 ? builder.op(Op.ZEXT32, Type.I64, number) : number;
    builder.requireBound(size, region.size() + 1, reason);
    if (least > 0) {
      builder.requireAtLeast(size, least, reason);
    }
    values.add(size);
  }
}
