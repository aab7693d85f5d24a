package bpf4j.compiler.internal.cli.doctor;

import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.system.FileSystems;
import bpf4j.syscall.system.Limits;
import bpf4j.syscall.system.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The kernel itself, and its special files. */
final class KernelChecks {
  private static final String AREA = "kernel";
  private static final KernelVersion OLDEST_TESTED = KernelVersion.of(5, 10);
  private static final KernelVersion NO_MEMLOCK = KernelVersion.of(5, 11);
  private static final Path TYPES = Path.of("/sys/kernel/btf/vmlinux");

  private KernelChecks() {}

  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(release());
    findings.add(Finding.ok(AREA, "cpus", Machine.onlineCpus().cardinality() + " online"));
    findings.add(jit());
    findings.add(types());
    findings.add(lockedMemory());
    findings.add(
        fileSystem(FileSystems.TRACEFS, "tracepoints and probes by name", "tracefs tracefs"));
    findings.add(fileSystem(FileSystems.BPFFS, "pinned maps and programs", "bpf bpffs"));
    findings.add(fileSystem(FileSystems.CGROUP2, "programs on control groups", "cgroup2 cgroup2"));
    return findings;
  }

  private static Finding release() {
    KernelVersion running = KernelVersion.running();
    String detail = "Linux " + running + ", " + System.getProperty("os.arch");
    return running.atLeast(OLDEST_TESTED)
        ? Finding.ok(AREA, "release", detail)
        : Finding.limited(
            AREA,
            "release",
            detail + ": older than " + OLDEST_TESTED + ", the oldest that bpf4j is tested on",
            "upgrade the kernel");
  }

  private static Finding jit() {
    String name = "jit";
    String setting = "/proc/sys/net/core/bpf_jit_enable";
    Optional<String> value = SystemFile.line(setting);
    if (value.isEmpty()) {
      return Finding.unknown(AREA, name, setting + " cannot be read", "");
    }
    return value.get().equals("0")
        ? Finding.limited(
            AREA,
            name,
            "off: programs are interpreted, which is several times slower",
            "sysctl net.core.bpf_jit_enable=1")
        : Finding.ok(AREA, name, "on: programs run as machine code");
  }

  private static Finding types() {
    String name = "btf";
    if (Files.isReadable(TYPES)) {
      return Finding.ok(AREA, name, TYPES + ": the kernel's types are known");
    }
    return Finding.missing(
        AREA,
        name,
        TYPES + " cannot be read: no fentry, no LSM, no kernel structs",
        "use a kernel built with CONFIG_DEBUG_INFO_BTF=y");
  }

  private static Finding lockedMemory() {
    String name = "locked-memory";
    if (KernelVersion.running().atLeast(NO_MEMLOCK)) {
      return Finding.ok(AREA, name, "BPF memory is charged to the control group, without a limit");
    }
    OptionalLong limit = Limits.lockedMemory();
    return limit.isEmpty()
        ? Finding.ok(AREA, name, "unlimited")
        : Finding.limited(
            AREA,
            name,
            limit.getAsLong() + " bytes for all maps and programs",
            "ulimit -l unlimited; with CAP_SYS_RESOURCE bpf4j raises it by itself");
  }

  private static Finding fileSystem(FileSystems system, String use, String typeAndSource) {
    String name = typeAndSource.substring(typeAndSource.indexOf(' ') + 1);
    String command = "mount -t " + typeAndSource + " " + system.usualPlace();
    Optional<Path> place = system.find();
    if (place.isEmpty()) {
      return Finding.missing(AREA, name, "not mounted: no " + use, command);
    }
    return Files.isReadable(place.get()) && Files.isExecutable(place.get())
        ? Finding.ok(AREA, name, place.get() + ": " + use)
        : Finding.missing(
            AREA,
            name,
            place.get() + " is closed to this user: no " + use,
            "run as root, or mount it with mode=755");
  }
}
