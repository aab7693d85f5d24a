package bpf4j.compiler.internal.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/** Looks at everything that decides what bpf4j can do here. */
public final class Doctor {
  private Doctor() {}

  /** The findings for people. */
  public static String text() {
    return TextReport.of(findings());
  }

  /** The findings for programs, as one JSON object. */
  public static String json() {
    return JsonReport.of(findings());
  }

  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(JavaChecks.findings());
    findings.addAll(PrivilegeChecks.findings());
    if (JavaChecks.callsNativeCode()) {
      findings.addAll(KernelChecks.findings());
      findings.addAll(ProgramChecks.findings());
    }
    return findings;
  }
}
