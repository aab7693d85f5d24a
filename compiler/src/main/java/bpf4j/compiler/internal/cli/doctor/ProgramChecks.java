package bpf4j.compiler.internal.cli.doctor;

import bpf4j.syscall.Capability;
import bpf4j.syscall.Privileges;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.probe.FeatureProbes;
import bpf4j.syscall.probe.InstructionFeature;
import bpf4j.syscall.probe.InstructionSet;
import bpf4j.syscall.probe.Support;
import bpf4j.syscall.system.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which programs can run here, by loading the smallest of each kind. */
final class ProgramChecks {
  private static final String AREA = "programs";
  private static final Path PERF_DEVICES = Path.of("/sys/bus/event_source/devices");
  private static final Path SECURITY_MODULES = Path.of("/sys/kernel/security/lsm");
  private static final int HELPER_LOOP = 181;
  private static final String ASK_PRIVILEGED = "run doctor as root to find out";

  private static final boolean MAY_TRY =
      Privileges.read().has(Capability.BPF) && Privileges.read().has(Capability.PERFMON);

  private ProgramChecks() {}

  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        type("socket-filter", ProgramType.SOCKET_FILTER, "packets of sockets, interfaces"));
    findings.add(type("xdp", ProgramType.XDP, "packets at the driver"));
    findings.add(type("traffic-control", ProgramType.SCHED_CLS, "packets in both directions"));
    findings.add(type("cgroup", ProgramType.CGROUP_SKB, "packets of a control group"));
    findings.add(tracepoints());
    findings.add(type("raw-tracepoint", ProgramType.RAW_TRACEPOINT, "the same, with less ado"));
    findings.add(type("perf-event", ProgramType.PERF_EVENT, "samples and counters"));
    findings.add(probe("kprobe", "CONFIG_KPROBES=y and CONFIG_KPROBE_EVENTS=y"));
    findings.add(probe("uprobe", "CONFIG_UPROBE_EVENTS=y"));
    Finding trampolines = trampolines();
    findings.add(trampolines);
    findings.add(securityHooks(trampolines));
    findings.add(
        finding(
            "ring-buffer", FeatureProbes.mapType(MapType.RINGBUF), "events for Java", "Linux 5.8"));
    findings.add(instructions());
    findings.add(loops());
    return findings;
  }

  private static Finding type(String name, ProgramType type, String use) {
    return finding(name, FeatureProbes.programType(type), use, "Linux " + type.since());
  }

  private static Finding finding(String name, Support support, String use, String needs) {
    return switch (support.answer()) {
      case YES -> Finding.ok(AREA, name, use);
      case NO -> Finding.missing(AREA, name, support.cause(), "needs " + needs);
      case UNKNOWN ->
          MAY_TRY
              ? Finding.unknown(AREA, name, use + ": " + firstSentence(support.cause()), "")
              : Finding.unknown(AREA, name, use + ": not permitted to try", ASK_PRIVILEGED);
    };
  }

  /** What failed; what may be done about it is a finding of its own. */
  private static String firstSentence(String text) {
    int end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end);
  }

  /** Tracepoints have numbers, which are in tracefs. */
  private static Finding tracepoints() {
    String name = "tracepoint";
    Finding type = type(name, ProgramType.TRACEPOINT, "the kernel's tracepoints");
    return type.status() != Finding.Status.OK || FileSystems.TRACEFS.find().isPresent()
        ? type
        : Finding.limited(
            AREA,
            name,
            "would run, but tracepoints cannot be found by name",
            "mount -t tracefs tracefs " + FileSystems.TRACEFS.usualPlace());
  }

  private static Finding probe(String name, String configuration) {
    if (!Files.exists(PERF_DEVICES.resolve(name))) {
      return Finding.missing(
          AREA, name, "this kernel has none", "use a kernel built with " + configuration);
    }
    return finding(
        name,
        FeatureProbes.programType(ProgramType.KPROBE),
        "any function, " + (name.startsWith("k") ? "of the kernel" : "of programs"),
        configuration);
  }

  private static Finding trampolines() {
    return finding(
        "fentry",
        Trampolines.support(),
        "kernel functions by trampoline, the fastest way to trace them",
        "CONFIG_FUNCTION_TRACER=y, CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS=y and BTF");
  }

  private static Finding securityHooks(Finding trampolines) {
    String name = "lsm";
    String remedy = "boot with lsm=...,bpf added to the list in " + SECURITY_MODULES;
    if (trampolines.status() == Finding.Status.MISSING) {
      return Finding.missing(
          AREA, name, "security hooks need trampolines, as fentry does", trampolines.remedy());
    }
    if (!Files.exists(SECURITY_MODULES)) {
      return Finding.unknown(
          AREA,
          name,
          "securityfs is not mounted",
          "mount -t securityfs securityfs /sys/kernel/security");
    }
    boolean active =
        SystemFile.line(SECURITY_MODULES.toString())
            .map(list -> List.of(list.split(",", -1)).contains("bpf"))
            .orElse(false);
    return active
        ? finding(
            name, FeatureProbes.programType(ProgramType.LSM), "security hooks", "CONFIG_BPF_LSM=y")
        : Finding.missing(AREA, name, "bpf is not among the active security modules", remedy);
  }

  private static Finding instructions() {
    InstructionSet level = FeatureProbes.instructionSet();
    String name = "instruction-set";
    if (!FeatureProbes.programType(ProgramType.SOCKET_FILTER).isYes()) {
      return Finding.unknown(AREA, name, "not permitted to try", ASK_PRIVILEGED);
    }
    String detail = level.name().toLowerCase(Locale.ROOT);
    return level == InstructionSet.V4
        ? Finding.ok(AREA, name, detail)
        : Finding.limited(
            AREA,
            name,
            detail + ": some programs need more instructions",
            "v4 came with Linux " + InstructionSet.V4.since());
  }

  private static Finding loops() {
    String name = "long-loops";
    if (FeatureProbes.instruction(InstructionFeature.MAY_GOTO).isYes()) {
      return Finding.ok(AREA, name, "by may_goto");
    }
    Support helper = FeatureProbes.helper(ProgramType.SOCKET_FILTER, HELPER_LOOP);
    return finding(name, helper, "by bpf_loop", "Linux 5.17");
  }
}
