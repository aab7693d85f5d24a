package bpf4j.syscall.bpf;

import bpf4j.syscall.Errno;
import bpf4j.syscall.internal.call.Attr;
import bpf4j.syscall.internal.layout.BpfAttr;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;

/** {@code BPF_PROG_TEST_RUN}. */
final class TestRun {
  private static final int RETRIES_ON_SIGNAL = 10;

  private TestRun() {}

  static TestRunResult run(Fd program, TestRunAttr input) {
    TestRunAttr.Fields attr = input.fields;
    try (Attr a = new Attr(BpfAttr.TestRun.SIZE)) {
      a.fd(BpfAttr.TestRun.PROG_FD, program)
          .u32(BpfAttr.TestRun.REPEAT, attr.repeat)
          .u32(BpfAttr.TestRun.FLAGS, attr.flags)
          .u32(BpfAttr.TestRun.CPU, attr.cpu)
          .u32(BpfAttr.TestRun.BATCH_SIZE, attr.batchSize);
      if (a.copy(BpfAttr.TestRun.DATA_IN, attr.data) != null) {
        a.u32(BpfAttr.TestRun.DATA_SIZE_IN, attr.data.length);
      }
      if (a.copy(BpfAttr.TestRun.CTX_IN, attr.context) != null) {
        a.u32(BpfAttr.TestRun.CTX_SIZE_IN, attr.context.length);
      }
      NativeMemory data = a.space(BpfAttr.TestRun.DATA_OUT, attr.dataOutSize);
      NativeMemory context = a.space(BpfAttr.TestRun.CTX_OUT, attr.contextOutSize);
      long result = call(a, attr);
      // The packet was cut to the room there was; the run itself took place.
      boolean cut = result == -Errno.ENOSPC.number() && data != null;
      if (!cut) {
        Calls.check(BpfCommand.PROG_TEST_RUN, result);
      }
      int dataSize = a.u32(BpfAttr.TestRun.DATA_SIZE_OUT);
      return new TestRunResult(
          a.u32(BpfAttr.TestRun.RETVAL),
          a.u32(BpfAttr.TestRun.DURATION),
          bytes(data, dataSize),
          dataSize,
          bytes(context, a.u32(BpfAttr.TestRun.CTX_SIZE_OUT)));
    }
  }

  /** A pending signal, as profilers send them, ends a run of many repeats with EINTR. */
  private static long call(Attr a, TestRunAttr.Fields attr) {
    long result = 0;
    for (int i = 0; i <= RETRIES_ON_SIGNAL; i++) {
      a.u32(BpfAttr.TestRun.DATA_SIZE_OUT, attr.dataOutSize)
          .u32(BpfAttr.TestRun.CTX_SIZE_OUT, attr.contextOutSize);
      result = a.bpf(BpfCommand.PROG_TEST_RUN.number());
      if (result != -Errno.EINTR.number() && result != -Errno.EAGAIN.number()) {
        break;
      }
    }
    return result;
  }

  private static byte[] bytes(NativeMemory memory, int size) {
    if (memory == null) {
      return new byte[0];
    }
    byte[] bytes = new byte[Math.min(size, memory.size())];
    memory.buffer().get(0, bytes);
    return bytes;
  }
}
