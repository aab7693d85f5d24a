package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.declare.KernelName;
import bpf4j.compiler.internal.declaration.KernelMember;
import bpf4j.compiler.internal.declaration.KernelTypes;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.compiler.kernel.KernelStruct;

/** The object of the kernel that a program runs for. */
final class LocalObjects {
  private static final String TASK = "get_current_task_btf";

  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Environment environment;
  private final HelperCalls helpers;

  /** What a program looks at on the way from a thread to its group. */
  @KernelName("task_struct")
  interface TaskStruct extends KernelStruct {
    long cgroups();
  }

  /** The groups of a thread, in each hierarchy. */
  @KernelName("css_set")
  interface CssSet extends KernelStruct {
    @KernelName("dfl_cgrp")
    long group();
  }

  LocalObjects(MethodTranslator translator, Environment environment, HelperCalls helpers) {
    this.translator = translator;
    this.builder = translator.builder();
    this.environment = environment;
    this.helpers = helpers;
  }

  /** The socket; null for none, unless it is the context. */
  Value socket() {
    OwnSocket place =
        OwnSocket.of(environment.programType())
            .orElseThrow(
                () ->
                    translator.refuse(
                        "programs of this type run for no socket that they may keep values at; use"
                            + " a program of a control group, tc, sock_ops or sk_msg, or a hash map"
                            + " with the socket's cookie as its key"));
    Value context = builder.graph().context();
    return place.offset() < 0
        ? context
        : builder.load(Type.I64, context, place.offset(), Access.stable(Long.BYTES));
  }

  /** The current thread. */
  Value task() {
    return helpers.emit(StorageHelpers.of(TASK));
  }

  /** The current thread's control group in the unified hierarchy; never null. */
  Value group() {
    Value groups = follow(task(), TaskStruct.class, "cgroups");
    return follow(groups, CssSet.class, "group");
  }

  /** Loads a pointer where it lies, so that the verifier knows what it points to. */
  private Value follow(Value struct, Class<?> type, String field) {
    try {
      KernelMember member = KernelTypes.running().member(type, type.getDeclaredMethod(field));
      int offset = ((KernelMember.Scalar) member).offset();
      return builder.load(Type.I64, struct, offset, Access.of(Long.BYTES, false));
    } catch (DeclarationException e) {
      throw translator.refuse(e.getMessage());
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }
}
