package bpf4j.compiler.internal.capture;

import bpf4j.compiler.CompileException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/**
 * What stands behind a lambda or method reference.
 *
 * @param owner internal name of the class that declares the implementing method
 * @param name the implementing method
 * @param descriptor its descriptor
 * @param isStatic whether it is static; otherwise the first captured value is the receiver
 * @param captured the captured values, leading arguments of the implementing method
 * @param methodType descriptor of the functional method with generics filled in
 * @param loader the class loader to find classes with
 */
public record CapturedLambda(
    String owner,
    String name,
    String descriptor,
    boolean isStatic,
    List<Object> captured,
    String methodType,
    ClassLoader loader) {

  private static final int REF_INVOKE_STATIC = 6;

  /**
   * Looks behind a lambda.
   *
   * @throws CompileException if the object is neither a lambda nor a method reference
   */
  public static CapturedLambda of(Serializable lambda) {
    SerializedLambda form = serializedForm(lambda);
    List<Object> captured = new ArrayList<>(form.getCapturedArgCount());
    for (int i = 0; i < form.getCapturedArgCount(); i++) {
      captured.add(form.getCapturedArg(i));
    }
    return new CapturedLambda(
        form.getImplClass(),
        form.getImplMethodName(),
        form.getImplMethodSignature(),
        form.getImplMethodKind() == REF_INVOKE_STATIC,
        captured,
        form.getInstantiatedMethodType(),
        lambda.getClass().getClassLoader());
  }

  /**
   * The type that the lambda is declared to take last.
   *
   * @throws CompileException if it cannot be found
   */
  public Class<?> lastParameter() {
    Type[] parameters = Type.getArgumentTypes(methodType);
    String type = parameters[parameters.length - 1].getClassName();
    try {
      return Class.forName(type, false, loader);
    } catch (ClassNotFoundException e) {
      throw new CompileException(null, 0, "the class " + type + " is not found: " + e.getMessage());
    }
  }

  private static SerializedLambda serializedForm(Serializable lambda) {
    try {
      Method writeReplace = lambda.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      if (writeReplace.invoke(lambda) instanceof SerializedLambda form) {
        return form;
      }
    } catch (InaccessibleObjectException e) {
      return throughSerialization(lambda);
    } catch (ReflectiveOperationException e) {
      // Falls through: anonymous and named classes have no such method.
    }
    throw new CompileException(
        null,
        0,
        lambda.getClass().getName()
            + " is neither a lambda nor a method reference, so its bytecode cannot be told apart"
            + " from its state; pass a lambda or a method reference");
  }

  /** A package that is not open to us still serializes; the replacement is caught on its way. */
  private static SerializedLambda throughSerialization(Serializable lambda) {
    ReplacementCatcher catcher;
    try {
      catcher = new ReplacementCatcher();
      catcher.writeObject(lambda);
    } catch (IOException e) {
      throw new CompileException(null, 0, "the lambda cannot be read: " + e.getMessage());
    }
    if (catcher.form == null) {
      throw new CompileException(
          null, 0, lambda.getClass().getName() + " is neither a lambda nor a method reference");
    }
    return catcher.form;
  }

  private static final class ReplacementCatcher extends ObjectOutputStream {
    private SerializedLambda form;

    ReplacementCatcher() throws IOException {
      super(OutputStream.nullOutputStream());
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      if (object instanceof SerializedLambda serialized) {
        form = serialized;
        return "";
      }
      return object;
    }
  }
}
