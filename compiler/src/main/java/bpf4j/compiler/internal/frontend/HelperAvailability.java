package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Since;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.probe.FeatureProbes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether a program may call a helper, by what is declared; where that says no, by a probe. */
final class HelperAvailability {
  private final Environment environment;

  HelperAvailability(Environment environment) {
    this.environment = environment;
  }

  /** Why a helper cannot be called; null if it can. */
  String obstacle(Helper helper) {
    if (helper.gplOnly() && !environment.gpl()) {
      return "bpf_"
          + helper.name()
          + " may only be called by programs under the GPL; drop license(…), or the call";
    }
    String obstacle = declaredObstacle(helper);
    boolean refuted =
        obstacle != null && FeatureProbes.helper(environment.programType(), helper.id()).isYes();
    return refuted ? null : obstacle;
  }

  private String declaredObstacle(Helper helper) {
    ProgramType type = environment.programType();
    List<ProgramType> callers = Arrays.asList(helper.callers());
    if (!callers.isEmpty() && !callers.contains(type)) {
      return "bpf_"
          + helper.name()
          + " is not for programs of type "
          + describe(type)
          + "; it may be called by "
          + callers.stream().map(HelperAvailability::describe).collect(Collectors.joining(", "));
    }
    String since = since(helper, type);
    KernelVersion running = KernelVersion.running();
    return running.compareTo(KernelVersion.parse(since)) >= 0
        ? null
        : "bpf_"
            + helper.name()
            + " is there since Linux "
            + since
            + " for programs of type "
            + describe(type)
            + "; this kernel is "
            + running;
  }

  private static String since(Helper helper, ProgramType type) {
    for (Since since : helper.sinceFor()) {
      if (since.programType() == type) {
        return since.kernel();
      }
    }
    return helper.since();
  }

  private static String describe(ProgramType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
