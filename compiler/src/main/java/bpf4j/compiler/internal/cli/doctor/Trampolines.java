package bpf4j.compiler.internal.cli.doctor;

import bpf4j.elf.Btf;
import bpf4j.elf.BtfType;
import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.LinkCalls;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramLoadAttr;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.probe.Support;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Whether programs can be called at the entry of kernel functions. Loading one tells nothing, so it
 * is attached for a moment, to a function that exists for such tests and that nobody else calls.
 */
final class Trampolines {
  private static final String FUNCTION = "bpf_fentry_test1";

  /** {@code r0 = 0; exit}: the same bytes in either byte order. */
  private static final byte[] RETURN_ZERO = {
    (byte) 0xb7, 0, 0, 0, 0, 0, 0, 0, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0
  };

  private Trampolines() {}

  static Support support() {
    Optional<BtfType.Function> function;
    try {
      function = Btf.kernel().function(FUNCTION);
    } catch (UncheckedIOException e) {
      return new Support(Support.Answer.NO, "the kernel's types are not known");
    }
    if (function.isEmpty()) {
      return new Support(Support.Answer.UNKNOWN, "this kernel has no " + FUNCTION + " to try on");
    }
    ProgramLoadAttr attr =
        ProgramLoadAttr.builder(ProgramType.TRACING, ByteBuffer.wrap(RETURN_ZERO), "GPL")
            .expectedAttachType(AttachType.TRACE_FENTRY)
            .attachBtfId(function.get().id())
            .build();
    try (Fd program = ProgramCalls.load(attr).fd();
        Fd link = LinkCalls.rawTracepoint(program, null, 0)) {
      return new Support(link.isOpen() ? Support.Answer.YES : Support.Answer.UNKNOWN, "");
    } catch (UnsupportedFeatureException e) {
      return new Support(Support.Answer.NO, e.getMessage());
    } catch (SyscallException e) {
      return e.errno() == Errno.EPERM
          ? new Support(Support.Answer.UNKNOWN, e.getMessage())
          : new Support(Support.Answer.NO, "attaching one fails with " + e.errno());
    }
  }
}
