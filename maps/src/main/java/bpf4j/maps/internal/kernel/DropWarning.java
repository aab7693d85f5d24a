package bpf4j.maps.internal.kernel;

import elf4j.Logger;
import java.lang.ref.Cleaner;
import java.util.function.BooleanSupplier;

/**
 * Logs a warning when a map was dropped without being closed, with the place where it was made.
 *
 * <p>The descriptor stays open: programs and other objects may use it, and what ends with the
 * garbage collector ends at no certain moment.
 */
final class DropWarning {

  private static final Cleaner CLEANER = Cleaner.create();

  private DropWarning() {}

  /** Where something was made. */
  private static final class Origin extends Throwable {
    private static final long serialVersionUID = 1;

    Origin(String what) {
      super(what + " was made here");
    }
  }

  /**
   * Watches something until the garbage collector takes it.
   *
   * @param owner what has to be closed
   * @param what it is called
   * @param isOpen says at the end whether it was never closed; must not lead to the owner, which
   *     would keep it for ever
   */
  static void watch(Object owner, String what, BooleanSupplier isOpen) {
    if (!Logger.instance().isWarnEnabled()) {
      return; // nobody would see it: the trace need not be taken
    }
    Origin origin = new Origin(what);
    CLEANER.register(owner, () -> warn(what, isOpen, origin));
  }

  private static void warn(String what, BooleanSupplier isOpen, Origin origin) {
    if (isOpen.getAsBoolean()) {
      Logger.instance()
          .warn(
              origin,
              "{} was dropped and not closed: its descriptor stays open until the process ends; use"
                  + " it in a try block",
              what);
    }
  }
}
