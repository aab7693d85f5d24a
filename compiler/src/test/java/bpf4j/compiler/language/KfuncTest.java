package bpf4j.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.declare.Kfunc;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.elf.Btf;
import bpf4j.testkit.Requirements;
import org.junit.jupiter.api.Test;

/** Functions of the kernel that are no helpers, declared by their users. */
class KfuncTest {
  private static final byte[] PACKET = new byte[64];

  @Kfunc(name = "bpf_strlen", arguments = Argument.MEMORY)
  static int length(byte[] text) {
    int length = 0;
    while (text[length] != 0) {
      length++;
    }
    return length;
  }

  @Kfunc(
      name = "bpf_strcmp",
      arguments = {Argument.MEMORY, Argument.MEMORY})
  static long compare(byte[] a, byte[] b) {
    for (int i = 0; ; i++) {
      if (a[i] != b[i] || a[i] == 0) {
        return Integer.compare(a[i] & 0xff, b[i] & 0xff);
      }
    }
  }

  @Kfunc(name = "bpf_preempt_disable", result = Result.VOID)
  static void keepCpu() {}

  @Kfunc(name = "bpf_preempt_enable", result = Result.VOID)
  static void giveCpuBack() {}

  @Kfunc(name = "bpf_no_such_function")
  static int unknown() {
    return 0;
  }

  @Kfunc(name = "bpf_preempt_disable")
  static int returnsNothing() {
    return 0;
  }

  @Kfunc(name = "bpf_preempt_enable", result = Result.VOID)
  static void tooMany(long number) {
    assert number == 0;
  }

  @Kfunc(name = "bpf_task_from_pid")
  static long pointer(int pid) {
    return pid;
  }

  @Kfunc(name = "bpf_strlen")
  static int wrongKind(long number) {
    return (int) number;
  }

  @Kfunc(
      name = "vfs_fsync",
      arguments = {Argument.ADDRESS, Argument.VALUE})
  static int noKfunc(long file, int dataOnly) {
    return (int) file + dataOnly;
  }

  private static void assumeThere(String name) {
    Requirements.root();
    assumeThat(Btf.kernel().function(name)).as("this kernel has no " + name).isPresent();
  }

  @Test
  void resultsAreThoseOfTheKernel() {
    assumeThere("bpf_strlen");
    Filter program =
        skb -> {
          byte[] text = new byte[16];
          byte[] other = new byte[16];
          for (int i = 0; i < 10; i++) {
            text[i] = (byte) (skb.u8(i) | 1);
            other[i] = (byte) (skb.u8(i) | skb.u8(20) | 1);
          }
          return length(text) * 10 + (int) compare(text, other) * 1000;
        };
    try (KernelProgram loaded = SocketFilter.compileFilter(program).load()) {
      for (int i = 0; i < 3; i++) {
        byte[] packet = PACKET.clone();
        packet[20] = (byte) (i * 2);
        packet[34] = (byte) (i * 2);
        assertThat(loaded.testRun(packet).verdict())
            .isEqualTo((int) FrameTwin.run(program, packet).verdict());
      }
    }
  }

  @Test
  void nothingIsReturnedByVoid() {
    assumeThere("bpf_preempt_disable");
    try (KernelProgram loaded =
        SocketFilter.compileFilter(
                skb -> {
                  keepCpu();
                  int length = skb.len();
                  giveCpuBack();
                  return length;
                })
            .load()) {
      assertThat(loaded.testRun(PACKET).verdict()).isEqualTo(PACKET.length);
    }
  }

  @Test
  void declarationsAreCheckedAgainstTheKernel() {
    Requirements.root();
    assertRefused(skb -> unknown(), "this kernel has no function bpf_no_such_function");
    assertThere("bpf_preempt_disable", skb -> returnsNothing(), "declare its result as VOID");
    assertThere(
        "bpf_preempt_enable",
        skb -> {
          tooMany(1);
          return 0;
        },
        "bpf_preempt_enable takes 0 arguments in this kernel, declared are 1");
    assertThere("bpf_task_from_pid", skb -> (int) pointer(1), "returns a PTR");
    assertThere("bpf_strlen", skb -> wrongKind(1), "is a PTR in this kernel, declared as VALUE");
  }

  private static void assertThere(String name, Filter program, String message) {
    if (Btf.kernel().function(name).isPresent()) {
      assertRefused(program, message);
    }
  }

  private static void assertRefused(Filter program, String message) {
    assertThatThrownBy(() -> SocketFilter.compileFilter(program))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("KfuncTest.java:");
  }

  /** That a function is there does not mean that programs may call it: only loading tells. */
  @Test
  void functionsThatAreNotForProgramsAreRefused() {
    assumeThere("vfs_fsync");
    assertThatThrownBy(() -> SocketFilter.compileFilter(skb -> noKfunc(1, 0)).load())
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("does not let programs of type socket_filter call vfs_fsync")
        .hasMessageContaining("KfuncTest.java:");
  }

  @Test
  void onlyProgramsUnderTheGplMayCall() {
    CompileOptions gpl = CompileOptions.filter();
    CompileOptions mit = gpl.withLicense("MIT");
    Filter program =
        skb -> {
          keepCpu();
          giveCpuBack();
          return 1;
        };
    assertThatThrownBy(() -> Compilation.of(program, mit))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("only programs under the GPL may call");
  }
}
