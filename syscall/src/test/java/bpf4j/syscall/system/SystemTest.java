package bpf4j.syscall.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.io.Fd;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemTest {
  @Test
  void pageSizeIsTheKernels() throws IOException, InterruptedException {
    Process getconf = new ProcessBuilder(Requirements.tool("getconf"), "PAGESIZE").start();
    String printed =
        new String(
            getconf.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
    getconf.waitFor();
    assertThat(Machine.pageSize()).isEqualTo(Integer.parseInt(printed.strip()));
  }

  @Test
  void cpuListsAreParsed() {
    assertThat(Machine.parse("0-3,8,10-11\n").toString()).isEqualTo("{0, 1, 2, 3, 8, 10, 11}");
    assertThat(Machine.parse("0").cardinality()).isEqualTo(1);
    assertThat(Machine.possibleCpuCount()).isEqualTo(Machine.possibleCpus().cardinality());
    assertThat(Machine.onlineCpus().cardinality())
        .isBetween(Runtime.getRuntime().availableProcessors(), Machine.possibleCpuCount());
  }

  @Test
  void limitsAreThoseOfProc() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/limits")).stream()
            .filter(l -> l.startsWith("Max open files"))
            .findFirst()
            .orElseThrow();
    String soft = line.substring("Max open files".length()).strip().split("\\s+", 2)[0];
    assertThat(Limits.openFiles()).hasValue(Long.parseLong(soft));
  }

  @Test
  void raisesLockedMemoryAsFarAsAllowed() {
    OptionalLong before = Limits.lockedMemory();
    boolean raised = Limits.raiseLockedMemory();
    OptionalLong after = Limits.lockedMemory();
    if (raised) {
      assertThat(after.isEmpty() || after.getAsLong() > before.orElseThrow()).isTrue();
    } else {
      assertThat(after).isEqualTo(before);
    }
  }

  @Test
  void mountsAndUnmounts(@TempDir Path folder) {
    Requirements.root();
    FileSystems.BPFFS.mount(folder);
    try {
      assertThat(FileSystems.BPFFS.find()).isPresent();
      try (Fd open = FileSystems.open(folder)) {
        assertThat(open.number()).isGreaterThan(2);
      }
    } finally {
      FileSystems.unmount(folder);
    }
    assertThatThrownBy(() -> FileSystems.unmount(folder)).isInstanceOf(SyscallException.class);
    assertThatThrownBy(() -> FileSystems.open(folder.resolve("absent")))
        .isInstanceOf(SyscallException.class)
        .hasMessageContaining("ENOENT");
  }

  @Test
  void versionsCompare() {
    assertThat(KernelVersion.parse("6.1.0-13-amd64")).isEqualTo(KernelVersion.of(6, 1));
    assertThat(KernelVersion.parse("6.18.44-fc-v657")).isEqualTo(new KernelVersion(6, 18, 44));
    assertThat(KernelVersion.of(5, 10).atLeast(KernelVersion.of(5, 9))).isTrue();
    assertThat(KernelVersion.of(5, 10).atLeast(new KernelVersion(5, 10, 1))).isFalse();
    assertThat(KernelVersion.parse("4.19").code()).isEqualTo(0x041300);
    assertThatThrownBy(() -> KernelVersion.parse("six"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
