package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.frontend.JavaValue.StructRef;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.MapOperation;
import bpf4j.syscall.bpf.MapType;
import java.util.List;
import java.util.function.Supplier;

/**
 * Operations on storages at objects of the kernel. Their values are memory of the object's own, as
 * those of an array are of the map.
 */
final class StorageCalls {
  /** {@code BPF_LOCAL_STORAGE_GET_F_CREATE}. */
  private static final int CREATE = 1;

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final MapCalls values;
  private final MemoryTranslator memory;
  private final HelperCalls helpers;
  private final LocalObjects objects;

  StorageCalls(
      MethodTranslator translator, Environment environment, HelperCalls helpers, MapCalls values) {
    this.translator = translator;
    this.builder = translator.builder();
    this.values = values;
    this.memory = new MemoryTranslator(translator);
    this.helpers = helpers;
    this.objects = new LocalObjects(translator, environment, helpers);
  }

  /** How a type of storage is reached. */
  private record Access(String get, String delete, Value object, boolean nullable) {}

  private Access access(MapOperand map) {
    return switch (map.type()) {
      case SK_STORAGE -> {
        Value socket = objects.socket();
        yield new Access(
            "sk_storage_get", "sk_storage_delete", socket, socket.type() != Type.CONTEXT);
      }
      case TASK_STORAGE ->
          new Access("task_storage_get", "task_storage_delete", objects.task(), false);
      case CGRP_STORAGE ->
          new Access("cgrp_storage_get", "cgrp_storage_delete", objects.group(), false);
      default ->
          throw translator.refuse(
              "programs that run for the objects of "
                  + map.name()
                  + " cannot be compiled"
                  + (map.type() == MapType.INODE_STORAGE
                      ? ": those of LSM hooks; keep values by inode number in a hash map"
                      : ""));
    };
  }

  JavaValue perform(MapOperand map, MapOperation operation, List<JavaValue> args) {
    return switch (operation) {
      case LOOKUP -> values.found(map.valueLayout(), find(map));
      case GET_OR_CREATE -> new StructRef(values.updatedInPlace(map), create(map), 0, false);
      case UPDATE -> {
        if (args.get(0) instanceof Constant constant && constant.isNull()) {
          throw translator.refuse("putLocal of null always fails; use removeLocal");
        }
        memory.store(map.valueLayout(), create(map), 0, args.get(0));
        yield null;
      }
      case ADD -> {
        values.addAt(map, () -> create(map), memory.number(args.get(0)));
        yield null;
      }
      case DELETE -> remove(map);
      default -> throw new IllegalStateException(operation + " of " + map.name());
    };
  }

  /** The value, or null. */
  private Value find(MapOperand map) {
    Access access = access(map);
    return ifThere(access, builder.constant(Type.MAP_VALUE, 0), () -> get(map, access, 0));
  }

  /** The value, of zeros if there was none; the run ends if there is no object. */
  private Value create(MapOperand map) {
    Access access = access(map);
    if (access.nullable()) {
      builder.require(
          Cond.NE, access.object(), builder.i64(0), "no object for " + map.name() + " here");
    }
    Value pointer = get(map, access, CREATE);
    builder.require(
        Cond.NE, pointer, builder.constant(Type.MAP_VALUE, 0), "no room in " + map.name());
    return pointer;
  }

  private Value get(MapOperand map, Access access, int flags) {
    Helper helper = StorageHelpers.of(access.get());
    return helpers.emitReading(
        helper,
        Type.MAP_VALUE,
        map.handle(builder),
        access.object(),
        builder.i64(0),
        builder.i64(flags));
  }

  private JavaValue remove(MapOperand map) {
    Access access = access(map);
    Helper helper = StorageHelpers.of(access.delete());
    Value failed = builder.i64(-1);
    Value status =
        ifThere(
            access,
            failed,
            () -> helpers.emitReading(helper, Type.I64, map.handle(builder), access.object()));
    return new Scalar(new Arithmetic(translator).bool(Cond.EQ, status, builder.i64(0)));
  }

  /** Does something if there is an object. */
  private Value ifThere(Access access, Value otherwise, Supplier<Value> action) {
    if (!access.nullable()) {
      return action.get();
    }
    Block there = builder.newBlock();
    Block absent = builder.newBlock();
    Block join = builder.newBlock();
    builder.branch(Cond.NE, access.object(), builder.i64(0), there, absent);
    builder.startBlock(there);
    Value result = action.get();
    builder.jump(join);
    builder.startBlock(absent);
    builder.jump(join);
    builder.startBlock(join);
    Value phi = builder.phi(result.type());
    phi.setArgs(result, otherwise);
    return phi;
  }
}
