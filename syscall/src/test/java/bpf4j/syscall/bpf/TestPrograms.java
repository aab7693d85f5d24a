package bpf4j.syscall.bpf;

import bpf4j.syscall.Instructions;
import bpf4j.syscall.io.Fd;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs and type ids for tests of attaching. */
final class TestPrograms {
  private TestPrograms() {}

  static Fd returning(ProgramType type, AttachType attachType, int value) {
    ProgramLoadAttr.Builder b =
        ProgramLoadAttr.builder(type, Instructions.returning(value), "GPL").name("b4j_test");
    if (attachType != null) {
      b.expectedAttachType(attachType);
    }
    return ProgramCalls.load(b.build()).fd();
  }

  /** An iterator over maps that prints "map\n" for each. */
  static Fd mapIterator() throws IOException, InterruptedException {
    int text =
        ByteBuffer.wrap("map\n".getBytes(StandardCharsets.US_ASCII))
            .order(java.nio.ByteOrder.nativeOrder())
            .getInt();
    ByteBuffer code =
        new Instructions()
            .slot(0x79, 6, 1, 8, 0) // r6 = ctx->map
            .slot(0x55, 6, 0, 2, 0) // the last call has none
            .move(0, 0)
            .exit()
            .slot(0x79, 1, 1, 0, 0) // r1 = ctx->meta
            .slot(0x79, 1, 1, 0, 0) // r1 = meta->seq
            .slot(0x62, 10, 0, -4, text)
            .moveRegister(2, 10)
            .slot(0x07, 2, 0, 0, -4)
            .move(3, 4)
            .call(127) // seq_write
            .move(0, 0)
            .exit()
            .bytes();
    return ProgramCalls.load(
            ProgramLoadAttr.builder(ProgramType.TRACING, code, "GPL")
                .expectedAttachType(AttachType.TRACE_ITER)
                .attachBtfId(kernelFunction("bpf_iter_bpf_map"))
                .build())
        .fd();
  }

  /** A function's type id in the kernel's BTF. */
  static int kernelFunction(String name) throws IOException, InterruptedException {
    String bpftool = Requirements.tool("bpftool");
    Process process =
        new ProcessBuilder(bpftool, "btf", "dump", "file", "/sys/kernel/btf/vmlinux").start();
    String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher m = Pattern.compile("\\[(\\d+)\\] FUNC '" + name + "'").matcher(dump);
    Requirements.kernel(m.find(), "this kernel has no function " + name);
    return Integer.parseInt(m.group(1));
  }

  static Path cgroup2() {
    return bpf4j.syscall.system.FileSystems.CGROUP2.find().orElseThrow();
  }
}
