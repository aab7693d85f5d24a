package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.kernel.Tracing;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.perf.attach.KernelFunction;
import bpf4j.perf.attach.NoSuchKernelFunctionException;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.testkit.Requirements;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Programs at functions of the kernel. */
class KprobeTest {
  private static final int SIZE = 4321;
  private static final Path DEVICE = Path.of("/sys/bus/event_source/devices/kprobe");

  private static void needsKprobes() {
    Requirements.root();
    Requirements.kernel(Files.exists(DEVICE), "needs CONFIG_KPROBES");
  }

  private static void write() throws IOException {
    try (FileOutputStream nowhere = new FileOutputStream("/dev/null")) {
      nowhere.write(new byte[SIZE]);
    }
  }

  @Test
  void entriesAndReturnsAreSeen() throws IOException {
    needsKprobes();
    int pid = (int) ProcessHandle.current().pid();
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 3);
        AttachedProgram entry =
            Kprobe.attach(
                "ksys_write",
                regs -> hits.add(0, Kernel.pid() == pid && regs.arg(2) == SIZE ? 1 : 0));
        AttachedProgram end =
            Kretprobe.attach(
                "ksys_write",
                regs -> hits.add(1, Kernel.pid() == pid && regs.returnValue() == SIZE ? 1 : 0));
        AttachedProgram call =
            Kprobe.attach("sys_write", regs -> hits.add(2, Kernel.pid() == pid ? 1 : 0))) {
      write();
      write();
      assertThat(hits.get(0)).isEqualTo(2);
      assertThat(hits.get(1)).isEqualTo(2);
      assertThat(hits.get(2)).isGreaterThanOrEqualTo(2);
      assertThat(entry.toString()).startsWith("kprobe ksys_write (");
      assertThat(end.toString()).startsWith("kretprobe ksys_write (");
      assertThat(call.toString()).startsWith("kprobe sys_write (");
    }
  }

  @Test
  void manyFunctionsAreAttachedToAtOnce() throws IOException {
    needsKprobes();
    int pid = (int) ProcessHandle.current().pid();
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 1);
        AttachedProgram probe =
            Kprobe.attach(
                KernelFunction.matching("vfs_writ*"),
                regs -> hits.add(0, Kernel.pid() == pid && regs.arg(2) == SIZE ? 1 : 0))) {
      write();
      assertThat(hits.get(0)).isEqualTo(1);
      assertThat(probe.toString()).matches("kprobe vfs_writ\\*, \\d+ functions \\(.*\\)");
    }
  }

  @Test
  void oneLinkAttachesToMany() throws IOException {
    needsKprobes();
    int pid = (int) ProcessHandle.current().pid();
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 2);
        AttachedProgram entry =
            Kprobe.attach(
                KernelFunction.matching("ksys_writ?"),
                regs -> hits.add(0, Kernel.pid() == pid && regs.arg(2) == SIZE ? 1 : 0));
        AttachedProgram exit =
            Kretprobe.attach(
                KernelFunction.matching("ksys_writ?"),
                regs -> hits.add(1, Kernel.pid() == pid && regs.returnValue() == SIZE ? 1 : 0))) {
      Requirements.kernel(
          entry.toString().endsWith("(kprobe multi link)"),
          "needs kprobe.multi links (Linux 5.18, CONFIG_FPROBE)");
      write();
      assertThat(hits.get(0)).isEqualTo(1);
      assertThat(hits.get(1)).isEqualTo(1);
      assertThat(exit.toString()).endsWith("(kprobe multi link)");
      assertThat(entry.attachment().links()).hasSize(1);
    }
  }

  @Test
  void cookiesTellPlacesApart() throws IOException {
    needsKprobes();
    Requirements.kernel(
        KernelVersion.running().atLeast(KernelVersion.of(5, 15)), "cookies came with Linux 5.15");
    int pid = (int) ProcessHandle.current().pid();
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 1);
        AttachedProgram probe =
            Kprobe.attach(
                KernelFunction.of("ksys_write").withCookie(9),
                regs -> {
                  if (Kernel.pid() == pid && regs.arg(2) == SIZE) {
                    hits.add(0, Tracing.cookie());
                  }
                })) {
      write();
      assertThat(hits.get(0)).isEqualTo(9);
      assertThat(probe.failures()).isEmpty();
    }
  }

  @Test
  void whatIsNotThereIsRefused() {
    needsKprobes();
    assertThatThrownBy(() -> Kprobe.attach("vfs_raed", regs -> {}))
        .isInstanceOf(NoSuchKernelFunctionException.class)
        .hasMessageContaining("vfs_read");
  }

  @Test
  void kernelsWithoutKprobesSaySo() {
    Requirements.root();
    Requirements.kernel(!Files.exists(DEVICE), "this kernel has kprobes");
    assertThatThrownBy(() -> Kprobe.attach("vfs_read", regs -> {}))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("kprobe events");
  }
}
