package bpf4j.syscall.bpf;

import bpf4j.syscall.internal.call.Attr;
import bpf4j.syscall.internal.call.KernelLog;
import bpf4j.syscall.internal.call.LockedMemory;
import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.layout.BpfAttr.BtfLoad;
import bpf4j.syscall.io.Fd;
import java.util.Optional;
import java.util.OptionalInt;

/** The commands of {@code bpf(2)} on type information. Thread-safe. */
public final class BtfCalls {
  private static final int MAX_LOG_SIZE = 1 << 24;
  private static final int TOKEN_FD = 1 << 16;

  private BtfCalls() {}

  /**
   * Loads type information ({@code BPF_BTF_LOAD}, Linux 4.18). If the kernel refuses, it is asked a
   * second time for its log.
   *
   * @param btf a whole BTF blob, in the machine's byte order
   * @return its descriptor, owned by the caller
   * @throws ProgramLoadException if the kernel refuses; it has the kernel's log
   * @throws bpf4j.syscall.UnsupportedFeatureException if this kernel has no BTF
   */
  public static Fd load(byte[] btf) {
    return load(btf, null);
  }

  /**
   * As {@link #load(byte[])}, with the privileges of a token (Linux 6.9).
   *
   * @param btf a whole BTF blob, in the machine's byte order
   * @param token the token, or null for this process's own privileges
   * @return its descriptor, owned by the caller
   */
  public static Fd load(byte[] btf, Fd token) {
    try (Attr a = new Attr(BtfLoad.SIZE)) {
      a.copy(BtfLoad.BTF, btf);
      a.u32(BtfLoad.BTF_SIZE, btf.length);
      if (token != null) {
        a.fd(BtfLoad.BTF_TOKEN_FD, token).u32(BtfLoad.BTF_FLAGS, TOKEN_FD);
      }
      KernelLog log = KernelLog.without(a, BtfCalls::call);
      if (log.result() < 0) {
        KernelLog second = logged(a);
        log =
            second.result() >= 0
                ? second
                : new KernelLog(log.result(), second.text(), second.truncated());
      }
      if (log.result() < 0) {
        throw failure(btf.length, log);
      }
      return Fd.own((int) log.result());
    }
  }

  /**
   * Opens the type information that the kernel has of one of its modules (Linux 5.11). Needs
   * CAP_SYS_ADMIN.
   *
   * @param name the module's name, such as {@code nf_conntrack}; {@code vmlinux} for the kernel
   * @return a descriptor owned by the caller, empty if no such module is loaded or it has no types
   */
  public static Optional<Fd> ofModule(String name) {
    OptionalInt id = ObjectCalls.nextId(ObjectKind.BTF, 0);
    while (id.isPresent()) {
      Optional<Fd> btf = ObjectCalls.openById(ObjectKind.BTF, id.getAsInt());
      if (btf.isPresent()) {
        BtfInfo info = InfoCalls.btf(btf.get());
        if (info.kernel() && info.name().equals(name)) {
          return btf;
        }
        btf.get().close();
      }
      id = ObjectCalls.nextId(ObjectKind.BTF, id.getAsInt());
    }
    return Optional.empty();
  }

  private static long call(Attr a) {
    return LockedMemory.retrying(() -> a.bpf(BpfCommand.BTF_LOAD.number()));
  }

  private static KernelLog logged(Attr a) {
    return KernelLog.calling(
        a,
        BtfLoad.BTF_LOG_LEVEL,
        BtfLoad.BTF_LOG_SIZE,
        BtfLoad.BTF_LOG_BUF,
        BtfLoad.BTF_LOG_TRUE_SIZE,
        1,
        MAX_LOG_SIZE,
        BtfCalls::call);
  }

  private static RuntimeException failure(int size, KernelLog log) {
    if (log.text().isEmpty()) {
      return Calls.failure(BpfCommand.BTF_LOAD, log.result());
    }
    String call = "bpf(BPF_BTF_LOAD, " + size + " bytes)";
    String advice = Failures.of(call, log.result()).advice() + " Log: " + log.text().strip();
    return new ProgramLoadException(
        call, (int) -log.result(), advice.strip(), log.text(), log.truncated());
  }
}
