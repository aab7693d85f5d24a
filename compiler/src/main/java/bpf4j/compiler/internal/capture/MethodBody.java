package bpf4j.compiler.internal.capture;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** A method with its bytecode. Within one {@link ClassFiles} each method has one such object. */
public final class MethodBody {
  private final String owner;
  private final String sourceFile;
  private final MethodNode node;

  MethodBody(String owner, String sourceFile, MethodNode node) {
    this.owner = owner;
    this.sourceFile = sourceFile;
    this.node = node;
  }

  /** The internal name of the declaring class. */
  public String owner() {
    return owner;
  }

  /** The name of the file it was compiled from. */
  public String sourceFile() {
    return sourceFile;
  }

  public MethodNode node() {
    return node;
  }

  public boolean hasCode() {
    return node.instructions.size() > 0;
  }

  public boolean isStatic() {
    return (node.access & Opcodes.ACC_STATIC) != 0;
  }

  public boolean isPrivate() {
    return (node.access & Opcodes.ACC_PRIVATE) != 0;
  }

  public boolean isSynchronized() {
    return (node.access & Opcodes.ACC_SYNCHRONIZED) != 0;
  }

  public boolean isNative() {
    return (node.access & Opcodes.ACC_NATIVE) != 0;
  }

  boolean is(String otherOwner, String name, String descriptor) {
    return node.name.equals(name) && node.desc.equals(descriptor) && owner.equals(otherOwner);
  }

  /** The method as people write it, such as {@code Filters.dns}. */
  public String displayName() {
    String simple = owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
    return simple + '.' + node.name;
  }
}
