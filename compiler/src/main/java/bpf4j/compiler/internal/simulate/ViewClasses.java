package bpf4j.compiler.internal.simulate;

import bpf4j.compiler.context.ProgramContext;
import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.internal.declaration.Declarations;
import bpf4j.compiler.packet.PacketView;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes one class per header or context interface, in that interface's package so that interfaces
 * need not be public. Classes are kept as long as their interface.
 */
final class ViewClasses {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final ClassValue<Factory> FACTORIES =
      new ClassValue<>() {
        @Override
        protected Factory computeValue(Class<?> type) {
          return generate(type);
        }
      };

  private ViewClasses() {}

  /** Makes views of one type. */
  interface Factory {
    SimulatedView create(SimulatedPacket packet, int offset);
  }

  /**
   * The factory for an interface.
   *
   * @throws DeclarationException when the interface is no valid declaration, or its package is
   *     closed
   */
  static Factory factory(Class<?> type) {
    return FACTORIES.get(type);
  }

  private static Factory generate(Class<?> type) {
    if (!type.isInterface()
        || !PacketView.class.isAssignableFrom(type)
            && !ProgramContext.class.isAssignableFrom(type)) {
      throw new DeclarationException(
          type.getName() + " is no header: declare an interface that extends PacketView");
    }
    // Two threads may get here for one type: each makes a class of its own, one of them is kept.
    String name = type.getName() + "$$View" + COUNT.incrementAndGet();
    byte[] code = ViewWriter.write(name.replace('.', '/'), type, Declarations.accessors(type));
    MethodHandle constructor;
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      Class<?> implementation = lookup.defineClass(code);
      constructor =
          lookup
              .findConstructor(
                  implementation,
                  MethodType.methodType(void.class, SimulatedPacket.class, int.class))
              .asType(MethodType.methodType(SimulatedView.class, SimulatedPacket.class, int.class));
    } catch (IllegalAccessException e) {
      throw new DeclarationException(
          "%s is in a closed module; add \"opens %s to bpf4j.compiler\" to its module-info"
              .formatted(type.getName(), type.getPackageName()),
          e);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
    return (packet, offset) -> {
      try {
        return (SimulatedView) constructor.invokeExact(packet, offset);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new AssertionError("a view's constructor throws nothing", e);
      }
    };
  }
}
