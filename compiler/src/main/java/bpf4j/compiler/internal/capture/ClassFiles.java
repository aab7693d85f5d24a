package bpf4j.compiler.internal.capture;

import bpf4j.compiler.CompileException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Finds method bodies in class files, each file read once. Not thread-safe. */
public final class ClassFiles {
  private final ClassLoader loader;
  private final Map<String, ClassReader> readers = new HashMap<>();
  private final List<MethodBody> found = new ArrayList<>();
  private long nanos;

  public ClassFiles(ClassLoader loader) {
    this.loader = loader == null ? ClassLoader.getSystemClassLoader() : loader;
  }

  public ClassLoader loader() {
    return loader;
  }

  /** How long finding has taken so far, in nanoseconds: opening, reading and parsing. */
  public long nanos() {
    return nanos;
  }

  /**
   * Finds a method's body.
   *
   * @param owner internal name of the declaring class
   * @return the body, always the same object for one method; null if the class declares no such
   *     method
   */
  public MethodBody find(String owner, String name, String descriptor) {
    for (MethodBody body : found) {
      if (body.is(owner, name, descriptor)) {
        return body;
      }
    }
    long begin = System.nanoTime();
    Finder finder = new Finder(name, descriptor);
    reader(owner).accept(finder, ClassReader.SKIP_FRAMES);
    nanos += System.nanoTime() - begin;
    if (finder.found == null) {
      return null;
    }
    String file = finder.source == null ? simpleName(owner) : finder.source;
    MethodBody body = new MethodBody(owner, file, finder.found);
    found.add(body);
    return body;
  }

  private ClassReader reader(String owner) {
    ClassReader reader = readers.get(owner);
    if (reader == null) {
      reader = read(owner);
      readers.put(owner, reader);
    }
    return reader;
  }

  private ClassReader read(String owner) {
    String resource = owner + ".class";
    try {
      byte[] bytes = ClassPathDirectories.read(loader, resource);
      return bytes != null ? new ClassReader(bytes) : readResource(owner, resource);
    } catch (IOException e) {
      throw new CompileException(simpleName(owner), 0, "cannot read " + resource + ": " + e);
    } catch (IllegalArgumentException e) {
      throw new CompileException(
          simpleName(owner),
          0,
          "the class file of " + owner.replace('/', '.') + " is not understood: " + e.getMessage());
    }
  }

  private ClassReader readResource(String owner, String resource) throws IOException {
    try (InputStream in = open(resource)) {
      if (in == null) {
        throw new CompileException(
            simpleName(owner),
            0,
            "the class file of "
                + owner.replace('/', '.')
                + " cannot be found by its class loader, so its methods cannot be compiled; keep"
                + " kernel-side code in classes loaded from class files");
      }
      return new ClassReader(ClassBytes.read(in));
    }
  }

  private InputStream open(String resource) {
    InputStream in = loader.getResourceAsStream(resource);
    // A class of the user's that its own loader does not show may be another one elsewhere.
    return in == null && resource.startsWith("java/")
        ? ClassLoader.getSystemResourceAsStream(resource)
        : in;
  }

  private static String simpleName(String owner) {
    return owner.substring(owner.lastIndexOf('/') + 1);
  }

  private static final class Finder extends ClassVisitor {
    private final String name;
    private final String descriptor;
    private String source;
    private MethodNode found;

    Finder(String name, String descriptor) {
      super(Opcodes.ASM9);
      this.name = name;
      this.descriptor = descriptor;
    }

    @Override
    public void visitSource(String file, String debug) {
      source = file;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String type, String signature, String[] exceptions) {
      if (!method.equals(name) || !type.equals(descriptor)) {
        return null;
      }
      found = new MethodNode(Opcodes.ASM9, access, method, type, signature, exceptions);
      return found;
    }
  }
}
