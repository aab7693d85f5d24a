package bpf4j.benchmarks.compare.count;

import bpf4j.benchmarks.compare.peer.Commands;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Debian's packages that are installed, with their sizes and what they depend on. */
final class Packages {
  /** Priorities of packages that every system has. */
  private static final Set<String> EVERYWHERE = Set.of("required", "important");

  private static final long KIB = 1024;

  private final Map<String, Installed> byName = new HashMap<>();

  /** A package. */
  private record Installed(long kib, boolean everywhere, List<String> needs) {}

  Packages() {
    String format =
        "${Package}\t${Installed-Size}\t${Priority}\t${Pre-Depends}, ${Depends}\t${Provides}\n";
    for (String line :
        Commands.output(List.of("dpkg-query", "-W", "-f", format)).lines().toList()) {
      String[] fields = line.split("\t", -1);
      if (fields.length == 5 && fields[1].matches("[0-9]+")) {
        Installed installed =
            new Installed(
                Long.parseLong(fields[1]), EVERYWHERE.contains(fields[2]), names(fields[3]));
        byName.put(fields[0], installed);
        names(fields[4]).forEach(provided -> byName.putIfAbsent(provided, installed));
      }
    }
  }

  /** Names alone, of a list with versions, architectures and alternatives. */
  private static List<String> names(String list) {
    return Stream.of(list.split("[,|]"))
        .map(entry -> entry.strip().replaceFirst("[ (:].*", ""))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** What packages and all that they depend on take, but for what every system has. */
  long bytes(List<String> packages) {
    Set<Installed> seen = new HashSet<>();
    Deque<String> left = new ArrayDeque<>(packages);
    long kib = 0;
    while (!left.isEmpty()) {
      Installed installed = byName.get(left.pop());
      if (installed != null && !installed.everywhere() && seen.add(installed)) {
        kib += installed.kib();
        left.addAll(installed.needs());
      }
    }
    return kib * KIB;
  }
}
