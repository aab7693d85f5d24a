package bpf4j.benchmarks.compare.peer;

import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Installs the tools from Debian's packages. */
public final class Installation {
  private Installation() {}

  /**
   * Installs what is missing, one package after the other, so that one that the distribution does
   * not know shall not cost the others.
   *
   * @param out what is said goes there
   */
  public static void install(PrintStream out) {
    Set<String> packages = new LinkedHashSet<>();
    for (Tool tool : Tool.values()) {
      packages.addAll(tool.packages());
    }
    packages.removeIf(Installation::isInstalled);
    if (!packages.isEmpty()) {
      attempt(out, "package lists", List.of("apt-get", "update", "-qq"));
    }
    for (String name : packages) {
      attempt(
          out,
          name,
          List.of(
              "env",
              "DEBIAN_FRONTEND=noninteractive",
              "apt-get",
              "install",
              "-y",
              "-qq",
              "--no-install-recommends",
              name));
    }
  }

  private static boolean isInstalled(String name) {
    try {
      return Commands.output(List.of("dpkg-query", "-W", "-f", "${db:Status-Status}", name))
          .equals("installed");
    } catch (PeerException e) {
      return false;
    }
  }

  private static void attempt(PrintStream out, String what, List<String> command) {
    try {
      Commands.output(command);
      out.println("installed: " + what);
    } catch (PeerException e) {
      out.println("not installed: " + what + ": " + e.getMessage());
    }
  }
}
