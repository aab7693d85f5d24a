package bpf4j.compiler.fuzz;

import bpf4j.compiler.fuzz.ast.Node;
import bpf4j.compiler.fuzz.ast.Program;
import bpf4j.compiler.fuzz.run.Outcome;
import bpf4j.compiler.fuzz.run.Verdict;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts outcomes and language features. Thread-safe. */
final class Summary {
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private final Map<String, Integer> reasons = new TreeMap<>();
  private final Map<String, Integer> features = new TreeMap<>();

  synchronized void add(Program program, Verdict verdict) {
    outcomes.merge(verdict.outcome(), 1, Integer::sum);
    if (!verdict.reason().isEmpty()) {
      String outcome = verdict.outcome().name().toLowerCase(Locale.ROOT);
      reasons.merge(outcome + ": " + verdict.reason(), 1, Integer::sum);
    }
    Set<String> seen = new HashSet<>();
    collect(program, seen);
    seen.forEach(feature -> features.merge(feature, 1, Integer::sum));
  }

  private static void collect(Node node, Set<String> to) {
    if (node.feature() != null) {
      to.add(node.feature());
    }
    node.children().forEach(child -> collect(child, to));
  }

  synchronized int count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  synchronized int total() {
    return outcomes.values().stream().mapToInt(Integer::intValue).sum();
  }

  boolean isClean() {
    return count(Outcome.AGREE) == total();
  }

  /** The share of programs that use each feature. */
  synchronized String histogram() {
    StringBuilder out = new StringBuilder();
    int total = Math.max(1, total());
    features.forEach(
        (feature, count) ->
            out.append(
                String.format(
                    Locale.ROOT, "%-32s %7d %5.1f%%%n", feature, count, 100.0 * count / total)));
    return out.toString();
  }

  /** Why programs failed, if any did, and what else is to be said of any. */
  synchronized String reasons() {
    StringBuilder out = new StringBuilder();
    reasons.forEach(
        (reason, count) -> out.append(String.format(Locale.ROOT, "%7d %s%n", count, reason)));
    return out.toString();
  }

  /** The last line. */
  synchronized String line() {
    return Stream.of(Outcome.values())
        .map(outcome -> outcome.name().toLowerCase(Locale.ROOT) + " " + count(outcome))
        .collect(Collectors.joining(" ", "programs " + total() + " ", ""));
  }
}
