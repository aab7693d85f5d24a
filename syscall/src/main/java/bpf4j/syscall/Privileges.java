package bpf4j.syscall;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What this thread may do, and what on this machine restricts BPF, as {@code /proc} and {@code
 * /sys} tell. Immutable: a picture of one moment.
 *
 * @param capabilities the effective capabilities, of those that matter
 * @param unprivilegedBpfDisabled {@code kernel.unprivileged_bpf_disabled}: 0 no, 1 until the
 *     machine starts anew, 2 yes
 * @param perfEventParanoid {@code kernel.perf_event_paranoid}: from 2 on only CAP_PERFMON may
 *     profile the kernel
 * @param kernelPointersRestricted {@code kernel.kptr_restrict}: 0 no, 1 without CAP_SYSLOG, 2
 *     always
 * @param lockdown {@code none}, {@code integrity} or {@code confidentiality}; empty if not built in
 * @param securityModules the active ones; empty if securityfs is not mounted
 * @param seccompMode 0 none, 1 strict, 2 filter
 * @param noNewPrivileges whether exec can no longer add privileges
 * @param initialUserNamespace whether this process is in the initial user namespace
 */
public record Privileges(
    Set<Capability> capabilities,
    OptionalInt unprivilegedBpfDisabled,
    OptionalInt perfEventParanoid,
    OptionalInt kernelPointersRestricted,
    Optional<String> lockdown,
    List<String> securityModules,
    int seccompMode,
    boolean noNewPrivileges,
    boolean initialUserNamespace) {
  private static final Set<String> MODULES_THAT_REFUSE_BPF =
      Set.of("selinux", "apparmor", "smack", "tomoyo", "bpf");
  private static final KernelVersion NO_MEMLOCK = KernelVersion.of(5, 11);

  /** Copies the collections. */
  public Privileges {
    capabilities = Set.copyOf(capabilities);
    securityModules = List.copyOf(securityModules);
  }

  /**
   * Reads the present state. Never fails: what cannot be read counts as absent.
   *
   * @return the calling thread's privileges
   */
  public static Privileges read() {
    Map<String, String> status =
        lines("/proc/thread-self/status").stream()
            .filter(line -> line.indexOf(':') > 0)
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf(':')),
                    line -> line.substring(line.indexOf(':') + 1).strip(),
                    (first, second) -> first));
    return new Privileges(
        capabilities(Long.parseUnsignedLong(status.getOrDefault("CapEff", "0"), 16)),
        number("/proc/sys/kernel/unprivileged_bpf_disabled"),
        number("/proc/sys/kernel/perf_event_paranoid"),
        number("/proc/sys/kernel/kptr_restrict"),
        text("/sys/kernel/security/lockdown").map(Privileges::selected),
        text("/sys/kernel/security/lsm").map(v -> List.of(v.split(",", -1))).orElse(List.of()),
        Integer.parseInt(status.getOrDefault("Seccomp", "0")),
        status.getOrDefault("NoNewPrivs", "0").equals("1"),
        text("/proc/self/uid_map")
            .map(map -> map.strip().matches("0\\s+0\\s+4294967295"))
            .orElse(true));
  }

  private static Set<Capability> capabilities(long mask) {
    Set<Capability> present = EnumSet.noneOf(Capability.class);
    for (Capability capability : Capability.values()) {
      if (capability.isIn(mask)) {
        present.add(capability);
      }
    }
    return present;
  }

  /**
   * Tells whether a capability is effective, by itself or through CAP_SYS_ADMIN.
   *
   * @param capability which
   * @return true if it is
   */
  public boolean has(Capability capability) {
    boolean implied = capability == Capability.BPF || capability == Capability.PERFMON;
    return capabilities.contains(capability)
        || (implied && capabilities.contains(Capability.SYS_ADMIN));
  }

  /**
   * Lists what may stand between this thread and BPF, each with what lifts it.
   *
   * @return sentences without a full stop; empty if nothing was found
   */
  public List<String> obstacles() {
    List<String> found = new ArrayList<>();
    missingCapabilities().ifPresent(found::add);
    if (unprivilegedBpfDisabled.orElse(0) != 0 && !has(Capability.BPF)) {
      found.add(
          "kernel.unprivileged_bpf_disabled="
              + unprivilegedBpfDisabled.getAsInt()
              + " (only CAP_BPF may use bpf)");
    }
    if (perfEventParanoid.orElse(0) >= 2 && !has(Capability.PERFMON)) {
      found.add(
          "kernel.perf_event_paranoid="
              + perfEventParanoid.getAsInt()
              + " (perf events of the kernel need CAP_PERFMON)");
    }
    lockdown
        .filter(mode -> !mode.equals("none"))
        .ifPresent(
            mode -> found.add("kernel lockdown: " + mode + " (set at boot, often by secure boot)"));
    if (seccompMode != 0) {
      found.add("a seccomp filter, as containers have (allow bpf and perf_event_open in it)");
    }
    if (!initialUserNamespace) {
      found.add("a user namespace: capabilities in it do not count for bpf without a BPF token");
    }
    List<String> modules =
        securityModules.stream().filter(MODULES_THAT_REFUSE_BPF::contains).toList();
    if (!modules.isEmpty()) {
      found.add("security modules: " + String.join(", ", modules) + " (see the audit log)");
    }
    lockedMemory().ifPresent(found::add);
    return found;
  }

  private Optional<String> missingCapabilities() {
    String missing =
        List.of(
                Capability.SYS_ADMIN,
                Capability.BPF,
                Capability.PERFMON,
                Capability.NET_ADMIN,
                Capability.NET_RAW)
            .stream()
            .filter(capability -> !has(capability))
            .map(Capability::kernelName)
            .collect(Collectors.joining(", "));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("missing capabilities " + missing + " (run as root, or grant them)");
  }

  /** Only kernels below 5.11 charge BPF memory to the locked-memory limit. */
  private static Optional<String> lockedMemory() {
    if (KernelVersion.running().atLeast(NO_MEMLOCK)) {
      return Optional.empty();
    }
    return lines("/proc/self/limits").stream()
        .filter(line -> line.startsWith("Max locked memory") && !line.contains("unlimited"))
        .findFirst()
        .map(line -> "RLIMIT_MEMLOCK (" + line.replaceAll("\\s+", " ").strip() + ")");
  }

  /** The word in brackets, as lockdown marks it. */
  private static String selected(String choices) {
    int open = choices.indexOf('[');
    int close = choices.indexOf(']');
    return open >= 0 && close > open ? choices.substring(open + 1, close) : choices;
  }

  private static OptionalInt number(String file) {
    Function<String, OptionalInt> parse =
        text ->
            text.matches("-?\\d{1,9}")
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    return text(file).map(parse).orElse(OptionalInt.empty());
  }

  private static Optional<String> text(String file) {
    return lines(file).stream().findFirst().map(String::strip);
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return List.of(); // absent or unreadable: nothing can be said about it
    }
  }
}
