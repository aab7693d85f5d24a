package bpf4j.compiler.internal.simulate;

import java.util.function.Supplier;

/** Which twin answers the current thread. */
final class CurrentTwin {
  private static final KernelTwin SYSTEM = new SystemTwin();
  private static final ThreadLocal<KernelTwin> CURRENT = ThreadLocal.withInitial(() -> SYSTEM);

  private CurrentTwin() {}

  static KernelTwin get() {
    return CURRENT.get();
  }

  static <T> T with(KernelTwin twin, Supplier<T> body) {
    KernelTwin before = CURRENT.get();
    CURRENT.set(twin);
    try {
      return body.get();
    } finally {
      CURRENT.set(before);
    }
  }
}
