package bpf4j.syscall.probe;

import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.syscall.io.Fd;
import java.util.function.Supplier;

/** Tries to make an object, and reads the answer off what happens. */
final class Attempt {
  private Attempt() {}

  /**
   * Tries.
   *
   * @param maker makes the object, which is closed at once
   * @param onRefusal the meaning of an errno other than "not permitted" and "out of something"
   */
  static Support at(
      Supplier<Fd> maker, java.util.function.Function<SyscallException, Support> onRefusal) {
    try (Fd made = maker.get()) {
      return made.isOpen() ? Support.yes() : Support.unknown("closed by somebody else");
    } catch (UnsupportedFeatureException e) {
      return Support.no(e.getMessage());
    } catch (SyscallException e) {
      return switch (e.errno()) {
        case EPERM, EACCES, ENOMEM, EMFILE, ENFILE, EAGAIN, EINTR, EBUSY, UNKNOWN ->
            e.errno() == Errno.EACCES ? onRefusal.apply(e) : Support.unknown(e.getMessage());
        default -> onRefusal.apply(e);
      };
    }
  }
}
