package bpf4j.compiler.internal.frontend;

import static org.objectweb.asm.Opcodes.*;

import bpf4j.compiler.internal.capture.MethodBody;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.tree.MethodInsnNode;

/** What to say of bytecode that has no counterpart in BPF. */
final class Refusals {
  private static final String FLOAT =
      "floating point does not exist in BPF; use int or long arithmetic, scaled if need be";

  static final String CONCATENATION =
      "string concatenation would need a heap; pass the parts to Kernel.printk, or put numbers into"
          + " a map";

  static final String SYNCHRONIZED =
      "synchronized does not exist in BPF; update one number atomically with add, or use a per-CPU"
          + " map";

  private static final Set<String> WAITING = Set.of("()V", "(J)V", "(JI)V");

  private Refusals() {}

  static String opcode(int opcode) {
    return switch (opcode) {
      case FCONST_0,
          FCONST_1,
          FCONST_2,
          DCONST_0,
          DCONST_1,
          FLOAD,
          DLOAD,
          FSTORE,
          DSTORE,
          FALOAD,
          DALOAD,
          FASTORE,
          DASTORE,
          FADD,
          DADD,
          FSUB,
          DSUB,
          FMUL,
          DMUL,
          FDIV,
          DDIV,
          FREM,
          DREM,
          FNEG,
          DNEG,
          I2F,
          I2D,
          L2F,
          L2D,
          F2I,
          F2L,
          F2D,
          D2I,
          D2L,
          D2F,
          FCMPL,
          FCMPG,
          DCMPL,
          DCMPG,
          FRETURN,
          DRETURN ->
          FLOAT;
      case JSR, RET -> "the class file is older than Java 6 (jsr/ret); compile it anew";
      default -> "bytecode " + opcode + " is not understood";
    };
  }

  static String constant(Object constant) {
    if (constant instanceof Float || constant instanceof Double) {
      return FLOAT;
    }
    return "a constant of " + constant.getClass().getSimpleName() + " cannot be used in the kernel";
  }

  /** The message for a descriptor that mentions float or double; null if it does not. */
  static String floatingPoint(String owner, String name, String descriptor) {
    for (org.objectweb.asm.Type type : org.objectweb.asm.Type.getArgumentTypes(descriptor)) {
      if (isFloat(type)) {
        return describeFloat(owner, name, descriptor);
      }
    }
    return isFloat(org.objectweb.asm.Type.getReturnType(descriptor))
        ? describeFloat(owner, name, descriptor)
        : null;
  }

  private static boolean isFloat(org.objectweb.asm.Type type) {
    return type.getSort() == org.objectweb.asm.Type.FLOAT
        || type.getSort() == org.objectweb.asm.Type.DOUBLE;
  }

  private static String describeFloat(String owner, String name, String descriptor) {
    String simple = owner.substring(owner.lastIndexOf('/') + 1);
    String parameters =
        Stream.of(org.objectweb.asm.Type.getArgumentTypes(descriptor))
            .map(org.objectweb.asm.Type::getClassName)
            .collect(Collectors.joining(", "));
    return "floating point does not exist in BPF (%s %s.%s(%s)); use int or long arithmetic, scaled if need be"
        .formatted(
            org.objectweb.asm.Type.getReturnType(descriptor).getClassName(),
            simple,
            name,
            parameters);
  }

  /** The message for what every object can do on the JVM only; null for all else. */
  static String ofObject(MethodInsnNode insn) {
    // All are final, so who else is named as their owner does not matter; javac 17 and 18 differ.
    return switch (insn.name) {
      case "wait", "notify", "notifyAll" ->
          WAITING.contains(insn.desc)
              ? "programs in the kernel neither wait nor wake (Object."
                  + insn.name
                  + "); send an event to Java, or put a number into a map"
              : null;
      case "getClass" ->
          insn.desc.equals("()Ljava/lang/Class;")
              ? "objects have no class in the kernel (Object.getClass); ask with instanceof, or keep"
                  + " a number or an enum constant"
              : null;
      default -> null;
    };
  }

  /** The message for a field of the JDK's own that a method of the JDK needs. */
  static String internalField(Field field) {
    return "what is called here needs %s.%s, which is internal to Java and on the JVM only; compute with numbers, or do it on the Java side"
        .formatted(field.getDeclaringClass().getName(), field.getName());
  }

  /** The message for a method without bytecode. */
  static String noCode(MethodBody body) {
    String instead =
        switch (body.displayName()) {
          case "System.currentTimeMillis" ->
              "use System.nanoTime() or Kernel.time(), the time since the start";
          case "System.identityHashCode" -> "objects have no identity there; compare their fields";
          default -> "call a method written in Java, or a helper of Kernel";
        };
    return "%s has no bytecode (%s), so it cannot run in the kernel; %s"
        .formatted(body.displayName(), why(body), instead);
  }

  private static String why(MethodBody body) {
    if (!body.isNative()) {
      return "abstract";
    }
    return LibraryCode.contains(body.owner()) ? "native, internal to Java" : "native";
  }
}
