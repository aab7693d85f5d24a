package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Boxed;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.StructRef;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.BpfLocalStorage;
import bpf4j.maps.BpfMap;
import bpf4j.maps.BpfMapOfMaps;
import bpf4j.maps.KernelOperation;
import bpf4j.maps.MapOperation;
import bpf4j.maps.layout.JavaKind;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.maps.layout.StructLayout;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Map operations become calls of the map helpers, with keys and values on the stack. */
final class MapCalls {
  private static final HelperCall LOOKUP = HelperCall.reading(1, "map_lookup_elem", Type.MAP_VALUE);
  private static final HelperCall UPDATE = HelperCall.reading(2, "map_update_elem", Type.I64);
  private static final HelperCall DELETE = HelperCall.reading(3, "map_delete_elem", Type.I64);
  private static final int ANY = 0;
  private static final int NOEXIST = 1;
  private static final int EXIST = 2;

  /** The value's lock is held while it is copied. */
  private static final int LOCK = 4;

  private static final int ENOENT = -2;

  private final MethodTranslator translator;
  private final MapAccess access;
  private final MapWalks walks;
  private final GraphBuilder builder;
  private final MemoryTranslator memory;
  private final ScratchSlots slots;
  private final DirectValues direct;
  private final KeylessCalls keyless;
  private final StorageCalls storages;

  /** Where the value of a key is. */
  record Element(Value pointer, int offset) {}

  MapCalls(
      MethodTranslator translator, Environment environment, MapWalks walks, HelperCalls helpers) {
    this.translator = translator;
    this.access = new MapAccess(translator, environment);
    this.walks = walks;
    this.builder = translator.builder();
    this.memory = new MemoryTranslator(translator);
    this.slots = new ScratchSlots(builder.graph());
    this.direct = new DirectValues(builder);
    this.keyless = new KeylessCalls(translator, slots);
    this.storages = new StorageCalls(translator, environment, helpers, this);
  }

  JavaValue call(BpfMap map, String name, String descriptor, Class<?> owner, List<JavaValue> args) {
    return call(new MapOperand(map, null), name, descriptor, owner, args);
  }

  /** An operation on a map that was found inside another; the run ends if there was none. */
  JavaValue call(MapRef map, String name, String descriptor, Class<?> owner, List<JavaValue> args) {
    new ReferenceTests(translator).requirePresent(map, name);
    return call(new MapOperand(map.template(), map.pointer()), name, descriptor, owner, args);
  }

  private JavaValue call(
      MapOperand map, String name, String descriptor, Class<?> owner, List<JavaValue> args) {
    Method method = new MethodFinder(translator).reflectVirtual(owner, name, descriptor);
    KernelOperation operation = method == null ? null : method.getAnnotation(KernelOperation.class);
    if (operation == null) {
      throw translator.refuse(
          owner.getSimpleName()
              + "."
              + name
              + " works on the Java side only; inside a program use the operations that its Javadoc"
              + " marks for kernel code, such as get, put, add, remove or forEach");
    }
    if (map.isKnown() && map.description().isClosed()) {
      throw translator.refuse("the map " + map.name() + " is closed; close it after its programs");
    }
    access.require(map, name, operation.value());
    if (operation.value() == MapOperation.FOR_EACH || operation.value() == MapOperation.DRAIN) {
      if (!map.isKnown()) {
        throw translator.refuse(
            "forEach of a map inside another is not possible; walk through maps that are captured");
      }
      return walks.walk(map.description(), method, args);
    }
    if (map.description() instanceof BpfLocalStorage<?>) {
      return adapt(storages.perform(map, operation.value(), args), descriptor);
    }
    List<JavaValue> keyAndMore = args;
    if (!operation.keyed()) {
      keyAndMore = new ArrayList<>(args.size() + 1);
      keyAndMore.add(new Scalar(builder.i32(0)));
      keyAndMore.addAll(args);
    }
    return adapt(perform(map, operation.value(), keyAndMore), descriptor);
  }

  private JavaValue adapt(JavaValue result, String descriptor) {
    return result != null
        ? Adaptation.adapt(translator, result, org.objectweb.asm.Type.getReturnType(descriptor))
        : null;
  }

  private JavaValue perform(MapOperand map, MapOperation operation, List<JavaValue> args) {
    return switch (operation) {
      case LOOKUP -> get(map, args.get(0));
      case UPDATE -> {
        update(map, args.get(0), args.get(1), ANY);
        yield null;
      }
      case INSERT -> insert(map, args.get(0), args.get(1));
      case DELETE -> remove(map, args.get(0));
      case CONTAINS -> contains(map, args.get(0));
      case ADD -> {
        add(map, args.get(0), memory.number(args.get(1)));
        yield null;
      }
      case GET_AND_ADD -> getAndAdd(map, args.get(0), memory.number(args.get(1)));
      case GET_OR_CREATE -> getOrCreate(map, args.get(0));
      case GET_OR_DEFAULT -> getOrDefault(map, args.get(0), args.get(1));
      case ADD_KEY -> addKey(map, args.get(0));
      case REPLACE -> replace(map, args.get(0), args.get(1));
      case GET_AND_REMOVE -> getAndRemove(map, args.get(0));
      case PUSH -> {
        keyless.push(map, args.get(0), KeylessCalls.ANY);
        yield null;
      }
      case PUSH_EVICTING -> {
        keyless.push(map, args.get(0), KeylessCalls.EXIST);
        yield null;
      }
      case OFFER -> keyless.offer(map, args.get(0));
      case POP -> keyless.pop(map);
      case PEEK -> keyless.peek(map);
      case HAS_VALUE -> keyless.hasValue(map, args.get(0));
      case INNER_MAP -> innerMap(map, args.get(0));
      case MAX_ENTRIES -> capacity(map);
      case FOR_EACH, DRAIN -> throw new IllegalStateException("a walk has no key");
    };
  }

  private JavaValue capacity(MapOperand map) {
    if (!map.isKnown() && !isArray(map)) {
      throw translator.refuse(
          "maps inside another may differ in maxEntries(), which programs cannot ask for");
    }
    return new Scalar(builder.i32(map.maxEntries()));
  }

  private static boolean hasDirectValues(MapOperand map) {
    return map.isKnown() && DirectValues.has(map.description());
  }

  private JavaValue innerMap(MapOperand map, JavaValue key) {
    if (!(map.description() instanceof BpfMapOfMaps<?, ?> outer)) {
      throw new IllegalStateException(map.name() + " is declared to hold maps");
    }
    return new MapRef(outer.template(), lookup(map, key));
  }

  private Value key(MapOperand map, JavaValue key) {
    Layout<?> layout = map.keyLayout();
    Value slot = slots.key(layout.size());
    memory.zeroPadding(layout, slot, 0);
    memory.store(layout, slot, 0, key);
    return slot;
  }

  private Value lookup(MapOperand map, JavaValue key) {
    return builder.call(LOOKUP, map.handle(builder), key(map, key));
  }

  private Value nullPointer() {
    return builder.constant(Type.MAP_VALUE, 0);
  }

  /** True when an index is known to be inside an array, so that its lookup cannot fail. */
  private boolean alwaysPresent(MapOperand map, JavaValue key) {
    if (!isArray(map) || !(key instanceof Scalar scalar)) {
      return false;
    }
    return Long.compareUnsigned(KnownBits.unsignedMax(scalar.value()), map.maxEntries()) < 0;
  }

  private static boolean isArray(MapOperand map) {
    return switch (map.type()) {
      case ARRAY, PERCPU_ARRAY -> true;
      default -> false;
    };
  }

  /** Finds an element of an array; if there is none the run ends. */
  private Element element(MapOperand map, JavaValue key) {
    if (hasDirectValues(map)) {
      return direct.element(map.description(), memory.number(key));
    }
    Value pointer = lookup(map, key);
    requireElement(map, key, pointer);
    return new Element(pointer, 0);
  }

  private void requireElement(MapOperand map, JavaValue key, Value pointer) {
    if (alwaysPresent(map, key)) {
      builder.requireForVerifier(pointer);
    } else {
      builder.require(
          Cond.NE,
          pointer,
          nullPointer(),
          isArray(map) ? "index out of bounds of " + map.name() : "no element in " + map.name());
    }
  }

  private JavaValue get(MapOperand map, JavaValue key) {
    Layout<?> layout = map.valueLayout();
    if (isArray(map)) {
      Element element = element(map, key);
      return box(layout, memory.load(layout, element.pointer(), element.offset()));
    }
    return found(layout, lookup(map, key));
  }

  /** What a lookup has found: a value, or null. */
  JavaValue found(Layout<?> layout, Value pointer) {
    if (layout instanceof StructLayout<?> struct && !struct.isRecord()) {
      return new StructRef(struct, pointer, 0, true);
    }
    if (!(layout instanceof ScalarLayout<?> scalar)
        || scalar.kind() == JavaKind.ENUM
        || scalar.kind().isAtomic()) {
      return new Choices(translator)
          .when(pointer, () -> memory.load(layout, pointer, 0), () -> Constant.NULL);
    }
    // The value is copied now, as Java's get would box it now, whatever happens to the map later.
    Block present = builder.newBlock();
    Block absent = builder.newBlock();
    Block join = builder.newBlock();
    builder.branch(Cond.NE, pointer, nullPointer(), present, absent);
    builder.startBlock(present);
    Value number = memory.loadNumber(scalar, pointer, 0);
    builder.jump(join);
    builder.startBlock(absent);
    builder.jump(join);
    builder.startBlock(join);
    Value phi = builder.phi(number.type());
    phi.setArgs(number, builder.constant(number.type(), 0));
    Value flag = builder.phi(Type.I32);
    flag.setArgs(builder.i32(1), builder.i32(0));
    return new Boxed(boxOf(scalar), phi, pointer, flag);
  }

  private JavaValue box(Layout<?> layout, JavaValue value) {
    return value instanceof Scalar scalar && layout instanceof ScalarLayout<?> number
        ? new Boxed(boxOf(number), scalar.value(), null)
        : value;
  }

  private Class<?> boxOf(ScalarLayout<?> layout) {
    if (layout.kind() == JavaKind.ENUM || layout.kind().isAtomic()) {
      throw translator.refuse(
          "get of " + layout + " is not possible yet; use a number, or a class with fields");
    }
    return layout.javaType();
  }

  private JavaValue getOrDefault(MapOperand map, JavaValue key, JavaValue fallback) {
    JavaValue found = get(map, key);
    if (!(found instanceof Boxed boxed)) {
      return new Choices(translator).ifPresent(found, value -> value, () -> fallback);
    }
    if (found.presence() == null) {
      return found;
    }
    Value other = memory.number(fallback);
    Block absent = builder.newBlock();
    Block present = builder.newBlock();
    Block join = builder.newBlock();
    builder.branch(Cond.NE, boxed.presence(), nullPointer(), present, absent);
    builder.startBlock(present);
    builder.jump(join);
    builder.startBlock(absent);
    builder.jump(join);
    builder.startBlock(join);
    Value phi = builder.phi(other.type());
    phi.setArgs(boxed.value(), other);
    return new Boxed(boxed.box(), phi, null);
  }

  private Value callUpdate(MapOperand map, Value key, JavaValue value, int flags) {
    Layout<?> layout = map.valueLayout();
    Value slot = slots.value(layout.size());
    memory.zeroPadding(layout, slot, 0);
    memory.store(layout, slot, 0, value);
    int locking = MapAccess.hasLock(layout) ? LOCK : 0;
    return builder.call(UPDATE, map.handle(builder), key, slot, builder.i64(flags | locking));
  }

  private void update(MapOperand map, JavaValue key, JavaValue value, int flags) {
    if (value instanceof Constant constant && constant.isNull()) {
      throw translator.refuse("put of null always fails; use remove");
    }
    if (hasDirectValues(map)) {
      Element element = element(map, key);
      memory.store(map.valueLayout(), element.pointer(), element.offset(), value);
      return;
    }
    Value status = callUpdate(map, key(map, key), value, flags);
    if (!alwaysPresent(map, key)) {
      builder.require(Cond.EQ, status, builder.i64(0), "put into " + map.name());
    }
  }

  private JavaValue insert(MapOperand map, JavaValue key, JavaValue value) {
    Value keySlot = key(map, key);
    return inserted(map, keySlot, callUpdate(map, keySlot, value, NOEXIST), "put into ");
  }

  /** A set's elements have a value of one byte, as the Java side writes it. */
  private JavaValue addKey(MapOperand map, JavaValue key) {
    Value keySlot = key(map, key);
    Value slot = slots.value(map.valueLayout().size());
    memory.zero(slot, 0, map.valueLayout().size());
    builder.store(slot, 0, 1, builder.i32(1));
    Value status = builder.call(UPDATE, map.handle(builder), keySlot, slot, builder.i64(NOEXIST));
    return inserted(map, keySlot, status, "add to ");
  }

  /** Whether an insertion was one. If not, the key is there already, or the map is full. */
  private JavaValue inserted(MapOperand map, Value keySlot, Value status, String what) {
    Value added = new Arithmetic(translator).bool(Cond.EQ, status, builder.i64(0));
    Block failed = builder.newBlock();
    Block done = builder.newBlock();
    builder.branch(Cond.NE, added, builder.i32(0), done, failed);
    builder.startBlock(failed);
    Value present = builder.call(LOOKUP, map.handle(builder), keySlot);
    builder.require(Cond.NE, present, nullPointer(), what + map.name());
    builder.jump(done);
    builder.startBlock(done);
    return new Scalar(added);
  }

  private JavaValue replace(MapOperand map, JavaValue key, JavaValue value) {
    Value status = callUpdate(map, key(map, key), value, EXIST);
    Value replaced = new Arithmetic(translator).bool(Cond.EQ, status, builder.i64(0));
    Block failed = builder.newBlock();
    Block done = builder.newBlock();
    builder.branch(Cond.NE, replaced, builder.i32(0), done, failed);
    builder.startBlock(failed);
    builder.require(Cond.EQ, status, builder.i64(ENOENT), "replace in " + map.name());
    builder.jump(done);
    builder.startBlock(done);
    return new Scalar(replaced);
  }

  /** Whoever deletes the key has the value. */
  private JavaValue getAndRemove(MapOperand map, JavaValue key) {
    Value keySlot = key(map, key);
    Value pointer = builder.call(LOOKUP, map.handle(builder), keySlot);
    Choices choices = new Choices(translator);
    return choices.when(
        pointer,
        () -> {
          JavaValue value = memory.copyOf(map.valueLayout(), pointer);
          Value status = builder.call(DELETE, map.handle(builder), keySlot);
          Value removed = new Arithmetic(translator).bool(Cond.EQ, status, builder.i64(0));
          return choices.when(removed, () -> value, () -> Constant.NULL);
        },
        () -> Constant.NULL);
  }

  private JavaValue remove(MapOperand map, JavaValue key) {
    Value status = builder.call(DELETE, map.handle(builder), key(map, key));
    return new Scalar(new Arithmetic(translator).bool(Cond.EQ, status, builder.i64(0)));
  }

  private JavaValue contains(MapOperand map, JavaValue key) {
    Value pointer = lookup(map, key);
    return new Scalar(new Arithmetic(translator).bool(Cond.NE, pointer, nullPointer()));
  }

  private void add(MapOperand map, JavaValue key, Value delta) {
    ScalarLayout<?> layout = counter(map);
    Value amount = amount(layout, delta);
    if (isArray(map)) {
      Element element = element(map, key);
      addTo(element.pointer(), element.offset(), layout, amount);
      return;
    }
    Value keySlot = key(map, key);
    Value pointer = builder.call(LOOKUP, map.handle(builder), keySlot);
    Block present = builder.newBlock();
    Block absent = builder.newBlock();
    Block raced = builder.newBlock();
    Block done = builder.newBlock();
    builder.branch(Cond.NE, pointer, nullPointer(), present, absent);
    builder.startBlock(present);
    addTo(pointer, 0, layout, amount);
    builder.jump(done);
    builder.startBlock(absent);
    Value status = callUpdate(map, keySlot, new Scalar(amount), NOEXIST);
    builder.branch(Cond.EQ, status, builder.i64(0), done, raced);
    builder.startBlock(raced);
    raced.setCold();
    // Another CPU was first, or the map is full.
    Value again = builder.call(LOOKUP, map.handle(builder), keySlot);
    builder.require(Cond.NE, again, nullPointer(), "add to " + map.name());
    addTo(again, 0, layout, amount);
    builder.jump(done);
    builder.startBlock(done);
  }

  /** Adds to the number at an address, which is asked for once it is known to be one. */
  void addAt(MapOperand map, Supplier<Value> address, Value delta) {
    ScalarLayout<?> layout = counter(map);
    addTo(address.get(), 0, layout, amount(layout, delta));
  }

  private ScalarLayout<?> counter(MapOperand map) {
    if (map.valueLayout() instanceof ScalarLayout<?> layout
        && (layout.width() == 4 || layout.width() == 8)
        && !layout.bigEndian()
        && layout.kind() != JavaKind.ENUM) {
      return layout;
    }
    throw translator.refuse(
        "add needs a map of int or long values in host order, not of " + map.valueLayout());
  }

  private Value amount(ScalarLayout<?> layout, Value delta) {
    Type type = layout.width() == 8 ? Type.I64 : Type.I32;
    return type == delta.type()
        ? delta
        : builder.op(type == Type.I32 ? Op.TRUNC : Op.SEXT32, type, delta);
  }

  private void addTo(Value pointer, int offset, ScalarLayout<?> layout, Value amount) {
    Access access = Access.of(layout.width(), false);
    builder.emit(Op.ATOMIC_ADD, Type.VOID, offset, access, pointer, amount);
  }

  private JavaValue getAndAdd(MapOperand map, JavaValue key, Value delta) {
    ScalarLayout<?> layout = counter(map);
    Value amount = amount(layout, delta);
    Element element = element(map, key);
    Value before =
        builder.emit(
            Op.ATOMIC_FETCH_ADD,
            amount.type(),
            element.offset(),
            Access.of(layout.width(), false),
            element.pointer(),
            amount);
    boolean extends32 = before.type() == Type.I32;
    return new Scalar(
        extends32 ? builder.op(layout.signed() ? Op.SEXT32 : Op.ZEXT32, Type.I64, before) : before);
  }

  /** The layout of values whose fields are changed where they lie. */
  StructLayout<?> updatedInPlace(MapOperand map) {
    if (map.valueLayout() instanceof StructLayout<?> struct && !struct.isRecord()) {
      return struct;
    }
    throw translator.refuse(
        "getOrCreate is for values that are updated in place: a class with fields, not "
            + map.valueLayout());
  }

  private JavaValue getOrCreate(MapOperand map, JavaValue key) {
    StructLayout<?> struct = updatedInPlace(map);
    if (isArray(map)) {
      Element element = element(map, key);
      return new StructRef(struct, element.pointer(), element.offset(), false);
    }
    Value keySlot = key(map, key);
    Value pointer = builder.call(LOOKUP, map.handle(builder), keySlot);
    Block present = builder.newBlock();
    Block absent = builder.newBlock();
    Block join = builder.newBlock();
    builder.branch(Cond.NE, pointer, nullPointer(), present, absent);
    builder.startBlock(present);
    builder.jump(join);
    builder.startBlock(absent);
    Value slot = slots.value(struct.size());
    memory.zero(slot, 0, struct.size());
    builder.call(UPDATE, map.handle(builder), keySlot, slot, builder.i64(NOEXIST));
    Value created = builder.call(LOOKUP, map.handle(builder), keySlot);
    builder.require(Cond.NE, created, nullPointer(), "no room in " + map.name());
    builder.jump(join);
    builder.startBlock(join);
    Value phi = builder.phi(Type.MAP_VALUE);
    phi.setArgs(pointer, created);
    return new StructRef(struct, phi, 0, false);
  }
}
