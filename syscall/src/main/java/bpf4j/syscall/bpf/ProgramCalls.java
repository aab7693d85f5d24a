package bpf4j.syscall.bpf;

import bpf4j.syscall.Errno;
import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.syscall.internal.call.Attr;
import bpf4j.syscall.internal.call.KernelLog;
import bpf4j.syscall.internal.call.LockedMemory;
import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.layout.BpfAttr.EnableStats;
import bpf4j.syscall.internal.layout.BpfAttr.ProgBindMap;
import bpf4j.syscall.internal.layout.BpfAttr.ProgLoad;
import bpf4j.syscall.internal.layout.BpfAttr.StreamRead;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;

/**
 * The commands of {@code bpf(2)} that load and run programs. Thread-safe; none is for hot paths.
 *
 * <p>Attaching is in {@link AttachCalls} and {@link LinkCalls}.
 */
public final class ProgramCalls {
  private static final int STATS_RUN_TIME = 0;

  private ProgramCalls() {}

  /**
   * Verifies and loads a program ({@code BPF_PROG_LOAD}, Linux 3.18). EAGAIN is retried a few
   * times; kernels below 5.11 that refuse for {@code RLIMIT_MEMLOCK} get the limit raised and one
   * more try.
   *
   * @param attr the program
   * @return the loaded program, with the verifier's log if the attributes ask for one
   * @throws ProgramLoadException if the kernel refuses; it has the verifier's log
   * @throws UnsupportedFeatureException if this kernel has no programs of this type
   * @throws IllegalStateException if a descriptor that it needs has been closed
   */
  public static LoadedProgram load(ProgramLoadAttr attr) {
    try (Attr a = new Attr(ProgLoad.SIZE)) {
      fill(a, attr);
      KernelLog log =
          attr.logLevel == 0
              ? KernelLog.without(a, ProgramCalls::call)
              : logged(a, attr, attr.logLevel);
      if (log.result() < 0 && attr.logLevel == 0 && mayHaveLog(log.result())) {
        KernelLog second = logged(a, attr, 1);
        // The first error is the one to report, unless the second try went through after all.
        log =
            second.result() >= 0
                ? second
                : new KernelLog(log.result(), second.text(), second.truncated());
      }
      if (log.result() < 0) {
        throw failure(attr, log);
      }
      return new LoadedProgram(Fd.own((int) log.result()), attr.logLevel == 0 ? "" : log.text());
    }
  }

  private static void fill(Attr a, ProgramLoadAttr attr) {
    int flags = attr.token == null ? attr.flags : attr.flags | ProgramFlags.TOKEN_FD;
    a.u32(ProgLoad.PROG_TYPE, attr.type.number())
        .u32(ProgLoad.INSN_CNT, attr.instructions.length / ProgramLoadAttr.INSTRUCTION_SIZE)
        .string(ProgLoad.LICENSE, attr.license)
        .u32(ProgLoad.KERN_VERSION, attr.kernelVersion)
        .u32(ProgLoad.PROG_FLAGS, flags)
        .name(ProgLoad.PROG_NAME, attr.name)
        .u32(ProgLoad.PROG_IFINDEX, attr.interfaceIndex)
        .fd(ProgLoad.PROG_BTF_FD, attr.btf)
        .u32(ProgLoad.ATTACH_BTF_ID, attr.attachBtfId)
        .fd(ProgLoad.ATTACH_PROG_FD, attr.attachTarget)
        .fd(ProgLoad.PROG_TOKEN_FD, attr.token)
        .u32(ProgLoad.KEYRING_ID, attr.keyring);
    a.copy(ProgLoad.INSNS, attr.instructions);
    if (attr.expectedAttachType != null) {
      a.u32(ProgLoad.EXPECTED_ATTACH_TYPE, attr.expectedAttachType.number());
    }
    if (attr.functions != null) {
      a.copy(ProgLoad.FUNC_INFO, attr.functions.records);
      a.u32(ProgLoad.FUNC_INFO_REC_SIZE, attr.functions.recordSize)
          .u32(ProgLoad.FUNC_INFO_CNT, attr.functions.count());
    }
    if (attr.lines != null) {
      a.copy(ProgLoad.LINE_INFO, attr.lines.records);
      a.u32(ProgLoad.LINE_INFO_REC_SIZE, attr.lines.recordSize)
          .u32(ProgLoad.LINE_INFO_CNT, attr.lines.count());
    }
    if (a.copy(ProgLoad.SIGNATURE, attr.signature) != null) {
      a.u32(ProgLoad.SIGNATURE_SIZE, attr.signature.length);
    }
    NativeMemory fds = a.space(ProgLoad.FD_ARRAY, attr.fdArray.size() * Integer.BYTES);
    for (int i = 0; i < attr.fdArray.size(); i++) {
      fds.buffer().putInt(i * Integer.BYTES, a.lease(attr.fdArray.get(i)));
    }
    if (attr.countFdArray) {
      a.u32(ProgLoad.FD_ARRAY_CNT, attr.fdArray.size());
    }
    attr.keepOpen.forEach(a::lease);
  }

  private static long call(Attr a) {
    return LockedMemory.retrying(() -> a.bpf(BpfCommand.PROG_LOAD.number()));
  }

  private static KernelLog logged(Attr a, ProgramLoadAttr attr, int level) {
    return KernelLog.calling(
        a,
        ProgLoad.LOG_LEVEL,
        ProgLoad.LOG_SIZE,
        ProgLoad.LOG_BUF,
        ProgLoad.LOG_TRUE_SIZE,
        level,
        attr.maxLogSize,
        ProgramCalls::call);
  }

  /**
   * The other errors come before verification, or a second try would only burn time. EFAULT and
   * ENOMEM are the verifier's too: "the sequence of … jumps is too complex", "insn … cannot be
   * patched due to 16-bit range".
   */
  private static boolean mayHaveLog(long result) {
    return switch (Errno.of((int) -result)) {
      case EPERM, EMFILE, ENFILE, EAGAIN -> false;
      default -> true;
    };
  }

  private static RuntimeException failure(ProgramLoadAttr attr, KernelLog log) {
    String call = "bpf(BPF_PROG_LOAD, " + attr + ")";
    if (log.text().isEmpty()) {
      RuntimeException e =
          Failures.ofFeature(call, log.result(), attr.type.kernelName(), attr.type.since());
      if (e instanceof UnsupportedFeatureException) {
        return e;
      }
    }
    String advice =
        log.text().isEmpty()
            ? Failures.of(call, log.result()).advice()
            : "The verifier refused the program: " + lastLine(log.text());
    return new ProgramLoadException(call, (int) -log.result(), advice, log.text(), log.truncated());
  }

  /** The verifier's reason is the last line but its statistics. */
  private static String lastLine(String log) {
    String[] lines = log.strip().split("\n", -1);
    for (int i = lines.length - 1; i >= 0; i--) {
      if (!lines[i].startsWith("processed ") && !lines[i].isBlank()) {
        return lines[i].strip();
      }
    }
    return "no reason given";
  }

  /**
   * Runs a program on given input ({@code BPF_PROG_TEST_RUN}, Linux 4.12). What types can be run,
   * and on what input, differs by type and kernel: tracing programs answer ENOTSUPP.
   *
   * @param program a loaded program
   * @param attr its input
   * @return what it returned and left in its buffers
   */
  public static TestRunResult testRun(Fd program, TestRunAttr attr) {
    return TestRun.run(program, attr);
  }

  /**
   * Makes a map live as long as a program, though no instruction refers to it ({@code
   * BPF_PROG_BIND_MAP}, Linux 5.10).
   *
   * @param program the program
   * @param map the map
   * @throws UnsupportedFeatureException if this kernel does not have the command
   */
  public static void bindMap(Fd program, Fd map) {
    BpfCommand command = BpfCommand.PROG_BIND_MAP;
    try (Attr a = new Attr(ProgBindMap.SIZE)) {
      a.fd(ProgBindMap.PROG_FD, program).fd(ProgBindMap.MAP_FD, map);
      Calls.check(command, a.bpf(command.number()));
    }
  }

  /**
   * Turns statistics on for as long as the descriptor is open ({@code BPF_ENABLE_STATS}, Linux
   * 5.8): {@link ProgramInfo#runTimeNanos} and {@link ProgramInfo#runCount} of every program of the
   * machine count, which costs each run some 20 ns. Needs CAP_SYS_ADMIN.
   *
   * @return a descriptor owned by the caller; closing the last one turns statistics off
   * @throws UnsupportedFeatureException if this kernel does not have the command; there is the
   *     sysctl {@code kernel.bpf_stats_enabled} since 5.1
   */
  public static Fd enableStats() {
    try (Attr a = new Attr(EnableStats.SIZE)) {
      a.u32(EnableStats.TYPE, STATS_RUN_TIME);
      return Calls.open(BpfCommand.ENABLE_STATS, a);
    }
  }

  /** The two streams of a program. */
  public enum Stream {
    /** What it prints. */
    STDOUT(1),
    /** What the kernel reports about it, such as an aborted loop. */
    STDERR(2);

    private final int number;

    Stream(int number) {
      this.number = number;
    }
  }

  /**
   * Takes text out of one of a program's streams, without waiting ({@code
   * BPF_PROG_STREAM_READ_BY_FD}, Linux 6.18).
   *
   * @param program the program
   * @param stream which
   * @param bytes where to put it
   * @return the number of bytes, 0 if the stream is empty
   * @throws UnsupportedFeatureException if this kernel does not have the command
   */
  public static int readStream(Fd program, Stream stream, byte[] bytes) {
    if (bytes.length == 0) {
      return 0;
    }
    try (Attr a = new Attr(StreamRead.SIZE)) {
      NativeMemory room = a.space(StreamRead.STREAM_BUF, bytes.length);
      a.u32(StreamRead.STREAM_BUF_LEN, bytes.length)
          .u32(StreamRead.STREAM_ID, stream.number)
          .fd(StreamRead.PROG_FD, program);
      BpfCommand command = BpfCommand.PROG_STREAM_READ_BY_FD;
      int count = (int) Calls.check(command, a.bpf(command.number()));
      room.buffer().get(0, bytes, 0, count);
      return count;
    }
  }
}
