package bpf4j.compiler.internal.capture;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method with its bytecode.
 *
 * @param owner internal name of the declaring class
 * @param sourceFile name of the file it was compiled from
 * @param node the bytecode
 */
public record MethodBody(String owner, String sourceFile, MethodNode node) {
  boolean is(String otherOwner, String name, String descriptor) {
    return node.name.equals(name) && node.desc.equals(descriptor) && owner.equals(otherOwner);
  }

  public boolean hasCode() {
    return node.instructions.size() > 0;
  }

  public boolean isStatic() {
    return (node.access & Opcodes.ACC_STATIC) != 0;
  }

  public boolean isNative() {
    return (node.access & Opcodes.ACC_NATIVE) != 0;
  }

  /** The method as people write it, such as {@code Filters.dns}. */
  public String displayName() {
    String simple = owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
    return simple + '.' + node.name;
  }
}
