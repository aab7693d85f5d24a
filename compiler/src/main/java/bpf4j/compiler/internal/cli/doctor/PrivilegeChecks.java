package bpf4j.compiler.internal.cli.doctor;

import bpf4j.syscall.Capability;
import bpf4j.syscall.Privileges;
import java.util.ArrayList;
import java.util.List;

/** What this user may do, and what on this machine restricts BPF. */
final class PrivilegeChecks {
  private static final String AREA = "privileges";
  private static final String GRANT =
      "run as root, or keep only what is needed:"
          + " sudo setpriv --reuid=$USER --init-groups"
          + " --inh-caps=+bpf,+perfmon,+net_admin,+net_raw"
          + " --ambient-caps=+bpf,+perfmon,+net_admin,+net_raw java ...";

  private PrivilegeChecks() {}

  static List<Finding> findings() {
    Privileges privileges = Privileges.read();
    List<Finding> findings = new ArrayList<>();
    findings.add(capability(privileges, Capability.BPF, "creates maps and loads programs"));
    findings.add(capability(privileges, Capability.PERFMON, "traces and profiles"));
    findings.add(capability(privileges, Capability.NET_ADMIN, "attaches to networking"));
    findings.add(capability(privileges, Capability.NET_RAW, "opens packet and raw sockets"));
    findings.add(
        capability(privileges, Capability.SYS_ADMIN, "mounts file systems, lists objects by id"));
    findings.add(unprivilegedBpf(privileges));
    findings.add(perfEvents(privileges));
    findings.add(lockdown(privileges));
    findings.add(seccomp(privileges));
    findings.add(userNamespace(privileges));
    findings.add(securityModules(privileges));
    return findings;
  }

  private static Finding capability(Privileges privileges, Capability capability, String use) {
    String name = capability.kernelName();
    return privileges.has(capability)
        ? Finding.ok(AREA, name, use)
        : Finding.missing(AREA, name, use, GRANT);
  }

  private static Finding unprivilegedBpf(Privileges privileges) {
    String name = "kernel.unprivileged_bpf_disabled";
    if (privileges.unprivilegedBpfDisabled().isEmpty()) {
      return Finding.unknown(AREA, name, "cannot be read", "");
    }
    int value = privileges.unprivilegedBpfDisabled().getAsInt();
    if (value == 0) {
      return Finding.ok(AREA, name, "0: everybody may load socket filters");
    }
    String detail = value + ": bpf(2) needs CAP_BPF";
    if (privileges.has(Capability.BPF)) {
      return Finding.ok(AREA, name, detail);
    }
    return Finding.missing(AREA, name, detail, GRANT);
  }

  private static Finding perfEvents(Privileges privileges) {
    String name = "kernel.perf_event_paranoid";
    if (privileges.perfEventParanoid().isEmpty()) {
      return Finding.unknown(AREA, name, "cannot be read", "");
    }
    int value = privileges.perfEventParanoid().getAsInt();
    if (value < 2 || privileges.has(Capability.PERFMON)) {
      return Finding.ok(AREA, name, Integer.toString(value));
    }
    return Finding.missing(
        AREA, name, value + ": perf events of the kernel need CAP_PERFMON", GRANT);
  }

  private static Finding lockdown(Privileges privileges) {
    String name = "lockdown";
    String mode = privileges.lockdown().orElse("none");
    return switch (mode) {
      case "none" -> Finding.ok(AREA, name, "none");
      case "integrity" ->
          Finding.limited(
              AREA,
              name,
              "integrity: no writing of user memory from programs",
              "turn off secure boot, or boot with lockdown=none");
      default ->
          Finding.limited(
              AREA,
              name,
              mode + ": programs may not read kernel memory",
              "turn off secure boot, or boot with lockdown=none or lockdown=integrity");
    };
  }

  private static Finding seccomp(Privileges privileges) {
    String name = "seccomp";
    return privileges.seccompMode() == 0
        ? Finding.ok(AREA, name, "no filter")
        : Finding.limited(
            AREA,
            name,
            "a filter is active, as in containers; it may refuse bpf and perf_event_open",
            "allow both calls in the container's seccomp profile");
  }

  private static Finding userNamespace(Privileges privileges) {
    String name = "user-namespace";
    return privileges.initialUserNamespace()
        ? Finding.ok(AREA, name, "the initial one")
        : Finding.limited(
            AREA,
            name,
            "not the initial one: capabilities here do not count for bpf(2)",
            "run outside, or get a BPF token (Linux 6.9) from whoever runs the container");
  }

  private static Finding securityModules(Privileges privileges) {
    String name = "security-modules";
    return privileges.securityModules().isEmpty()
        ? Finding.unknown(
            AREA,
            name,
            "securityfs is not mounted",
            "mount -t securityfs securityfs /sys/kernel/security")
        : Finding.ok(AREA, name, String.join(", ", privileges.securityModules()));
  }
}
