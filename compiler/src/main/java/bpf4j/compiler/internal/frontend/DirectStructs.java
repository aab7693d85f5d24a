package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.declaration.DirectAccess;
import bpf4j.compiler.internal.declaration.KernelMember;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.elf.Btf;
import java.util.List;

/**
 * Structs of the kernel whose type the verifier knows: one load for each field, which the kernel
 * makes 0 when it cannot be done.
 */
final class DirectStructs {
  private final MethodTranslator translator;
  private final GraphBuilder builder;
  private final Environment environment;
  private final KernelStructs structs;

  DirectStructs(MethodTranslator translator, Environment environment, KernelStructs structs) {
    this.translator = translator;
    this.builder = translator.builder();
    this.environment = environment;
    this.structs = structs;
  }

  /** The struct that a typed pointer points to, which takes the GPL to be read. */
  KernelRef struct(Class<?> type, Value pointer, Btf types, int struct) {
    KernelRef.Direct direct =
        environment.gpl() ? new KernelRef.Direct(pointer, types, struct, 0) : null;
    return new KernelRef(type, structs.numberOf(pointer), true, direct);
  }

  /** Reads a member; null if that takes a helper. */
  JavaValue read(KernelMember member, KernelRef.Direct struct, List<JavaValue> args) {
    if (member instanceof KernelMember.Scalar number) {
      Value value = number(number, struct);
      return value == null ? null : new Scalar(value);
    } else if (member instanceof KernelMember.Follow follow) {
      return follow(follow, struct);
    } else if (member instanceof KernelMember.Element element) {
      Value index = new MemoryTranslator(translator).number(args.get(0));
      return index.isConst() && index.imm() >= 0 && index.imm() < element.count()
          ? read(element.first(), struct.plus((int) index.imm() * element.stride()), List.of())
          : null;
    }
    return null;
  }

  private Value number(KernelMember.Scalar number, KernelRef.Direct struct) {
    int offset = struct.offset() + number.offset();
    Type type = number.bytes() == Long.BYTES ? Type.I64 : Type.I32;
    return switch (access(struct, offset, number.bytes()).kind()) {
      case NUMBER -> structs.extract(number, load(type, struct, offset, number.bytes()));
      case STRUCT_POINTER, FOREIGN_POINTER ->
          structs.extract(number, structs.numberOf(pointer(struct, offset)));
      case REFUSED -> null;
    };
  }

  private KernelRef follow(KernelMember.Follow follow, KernelRef.Direct struct) {
    int offset = struct.offset() + follow.offset();
    DirectAccess access = access(struct, offset, Long.BYTES);
    return switch (access.kind()) {
      case NUMBER ->
          new KernelRef(follow.target(), load(Type.I64, struct, offset, Long.BYTES), true);
      case STRUCT_POINTER ->
          struct(follow.target(), pointer(struct, offset), struct.types(), access.struct());
      case FOREIGN_POINTER ->
          new KernelRef(follow.target(), structs.numberOf(pointer(struct, offset)), true);
      case REFUSED -> null;
    };
  }

  private static DirectAccess access(KernelRef.Direct struct, int offset, int bytes) {
    return offset == (short) offset
        ? DirectAccess.of(struct.types(), struct.struct(), offset, bytes)
        : DirectAccess.REFUSED;
  }

  private Value pointer(KernelRef.Direct struct, int offset) {
    return load(Type.KERNEL, struct, offset, Long.BYTES);
  }

  private Value load(Type type, KernelRef.Direct struct, int offset, int bytes) {
    return builder.load(type, struct.pointer(), offset, Access.of(bytes, false));
  }
}
