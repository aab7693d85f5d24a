package bpf4j.syscall.internal.failure;

import bpf4j.syscall.KernelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what may stand between this process and a privileged system call. */
public final class Obstacles {
  private static final int CAP_NET_ADMIN = 12;
  private static final int CAP_SYS_ADMIN = 21;
  private static final int CAP_PERFMON = 38;
  private static final int CAP_BPF = 39;

  private Obstacles() {}

  static String describe() {
    List<String> found = find();
    return found.isEmpty()
        ? "No missing capability, sysctl, lockdown or seccomp filter was found; the object's own"
            + " rules (a frozen or read-only map, a security module) may refuse it"
        : "What may stand in the way: " + String.join("; ", found);
  }

  /** Lists the obstacles, each with what lifts it. Never fails: what cannot be read is left out. */
  public static List<String> find() {
    List<String> found = new ArrayList<>();
    capabilities().ifPresent(found::add);
    read("/proc/sys/kernel/unprivileged_bpf_disabled")
        .filter(v -> !v.equals("0") && !has(CAP_SYS_ADMIN) && !has(CAP_BPF))
        .ifPresent(
            v ->
                found.add("kernel.unprivileged_bpf_disabled=" + v + " (only CAP_BPF may use bpf)"));
    read("/proc/sys/kernel/perf_event_paranoid")
        .filter(v -> atLeast(v, 2) && !has(CAP_SYS_ADMIN) && !has(CAP_PERFMON))
        .ifPresent(
            v -> found.add("kernel.perf_event_paranoid=" + v + " (perf events need CAP_PERFMON)"));
    read("/sys/kernel/security/lockdown")
        .filter(v -> v.contains("[integrity]") || v.contains("[confidentiality]"))
        .ifPresent(v -> found.add("kernel lockdown: " + v));
    status("Seccomp:")
        .filter(v -> !v.equals("0"))
        .ifPresent(
            v ->
                found.add(
                    "a seccomp filter (mode " + v + "; containers need one that allows bpf)"));
    status("NoNewPrivs:")
        .filter(v -> v.equals("1") && !has(CAP_SYS_ADMIN))
        .ifPresent(v -> found.add("no_new_privs is set, so file capabilities and sudo do nothing"));
    userNamespace().ifPresent(found::add);
    read("/sys/kernel/security/lsm")
        .map(Obstacles::restrictiveModules)
        .filter(v -> !v.isEmpty())
        .ifPresent(v -> found.add("security modules: " + v + " (see the kernel's audit log)"));
    memlock().ifPresent(found::add);
    return found;
  }

  private static Optional<String> capabilities() {
    List<String> missing = new ArrayList<>();
    if (!has(CAP_SYS_ADMIN)) {
      missing.add("CAP_SYS_ADMIN");
      if (!has(CAP_BPF)) {
        missing.add("CAP_BPF");
      }
      if (!has(CAP_PERFMON)) {
        missing.add("CAP_PERFMON (tracing)");
      }
    }
    if (!has(CAP_NET_ADMIN)) {
      missing.add("CAP_NET_ADMIN (networking)");
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "missing capabilities " + String.join(", ", missing) + " (run as root or grant them)");
  }

  private static boolean has(int capability) {
    return status("CapEff:")
        .map(hex -> (Long.parseUnsignedLong(hex, 16) >>> capability & 1) == 1)
        .orElse(true);
  }

  private static Optional<String> userNamespace() {
    return read("/proc/self/uid_map")
        .filter(map -> !map.matches("\\s*0\\s+0\\s+4294967295\\s*"))
        .map(map -> "a user namespace, whose capabilities do not count in the initial one");
  }

  private static String restrictiveModules(String modules) {
    List<String> named = new ArrayList<>();
    for (String module : modules.split(",", -1)) {
      switch (module) {
        case "selinux", "apparmor", "smack", "tomoyo", "bpf" -> named.add(module);
        default -> {
          // capability, landlock, yama, integrity and others do not refuse bpf(2)
        }
      }
    }
    return String.join(", ", named);
  }

  /** Only kernels below 5.11 charge BPF memory to the locked-memory limit. */
  private static Optional<String> memlock() {
    if (KernelVersion.running().atLeast(KernelVersion.of(5, 11))) {
      return Optional.empty();
    }
    return lines("/proc/self/limits").stream()
        .filter(line -> line.startsWith("Max locked memory") && !line.contains("unlimited"))
        .findFirst()
        .map(line -> "RLIMIT_MEMLOCK (" + line.replaceAll("\\s+", " ").strip() + ")");
  }

  private static Optional<String> status(String key) {
    return lines("/proc/self/status").stream()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .map(line -> line.substring(key.length()).strip());
  }

  private static boolean atLeast(String number, int bound) {
    return number.matches("-?\\d{1,9}") && Integer.parseInt(number) >= bound;
  }

  private static Optional<String> read(String file) {
    List<String> lines = lines(file);
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(0).strip());
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return List.of(); // absent or unreadable: nothing can be said about it
    }
  }
}
