package bpf4j.compiler.internal.substitute;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.maps.SpinLock;
import java.util.function.LongSupplier;

/** Methods of {@link SpinLock}. */
@SuppressWarnings("unused") // found by name
final class SpinLockMethods {
  private SpinLockMethods() {}

  static void run(SpinLock lock, Runnable action) {
    lock(lock);
    action.run();
    unlock(lock);
  }

  static long getAsLong(SpinLock lock, LongSupplier action) {
    lock(lock);
    long number = action.getAsLong();
    unlock(lock);
    return number;
  }

  @Helper(
      id = 93,
      name = "spin_lock",
      since = "5.1",
      arguments = {Argument.SPIN_LOCK},
      result = Result.VOID,
      undo = @Helper.Undo(id = 94, name = "spin_unlock"))
  private static void lock(SpinLock lock) {
    throw new IllegalStateException("bpf_spin_lock exists in the kernel only");
  }

  @Helper(
      id = 94,
      name = "spin_unlock",
      since = "5.1",
      arguments = {Argument.SPIN_LOCK},
      result = Result.VOID,
      givesBack = true)
  private static void unlock(SpinLock lock) {
    throw new IllegalStateException("bpf_spin_unlock exists in the kernel only");
  }
}
