package bpf4j.compiler.fuzz;

import bpf4j.compiler.fuzz.run.Outcome;
import bpf4j.compiler.fuzz.run.Subject;
import bpf4j.compiler.fuzz.run.Verdict;
import bpf4j.compiler.fuzz.run.Verdict.Remark;
import java.util.EnumMap;
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
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final Map<Remark, Integer> remarks = new EnumMap<>(Remark.class);
  private final Map<String, Integer> features = new TreeMap<>();
  private final Map<String, Integer> groups = new TreeMap<>();
  private long walked;
  private int mostWalked;
  private String mostWalkedBy = "";

  synchronized void add(Subject subject, Verdict verdict) {
    walked += verdict.walked();
    if (verdict.walked() > mostWalked) {
      mostWalked = verdict.walked();
      mostWalkedBy = subject.name();
    }
    outcomes.merge(verdict.outcome(), 1, Integer::sum);
    if (!verdict.reason().isEmpty()) {
      String outcome = verdict.outcome().name().toLowerCase(Locale.ROOT);
      reasons.merge(outcome + ": " + verdict.reason(), 1, Integer::sum);
    }
    remarks.merge(verdict.remark(), 1, Integer::sum);
    if (verdict.outcome() == Outcome.REFUSED) {
      refusals.merge(verdict.reason(), 1, Integer::sum);
    }
    Set<String> seen = Features.of(subject.program());
    seen.forEach(feature -> features.merge(feature, 1, Integer::sum));
    seen.stream()
        .map(feature -> feature.substring(0, feature.indexOf(':')))
        .distinct()
        .forEach(group -> groups.merge(group, 1, Integer::sum));
  }

  /** How many programs came out how; those that none did are left out. */
  synchronized Map<Outcome, Integer> outcomes() {
    return new EnumMap<>(outcomes);
  }

  synchronized int count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0);
  }

  synchronized int count(Remark remark) {
    return remarks.getOrDefault(remark, 0);
  }

  synchronized int total() {
    return outcomes.values().stream().mapToInt(Integer::intValue).sum();
  }

  boolean isClean() {
    return count(Outcome.AGREE) == total();
  }

  /** The share of programs that use each feature, by the groups of features. */
  synchronized String histogram() {
    StringBuilder out = new StringBuilder();
    groups().forEach((group, count) -> append(out, group, count));
    return out.toString();
  }

  /** The same, feature by feature. */
  synchronized String details() {
    StringBuilder out = new StringBuilder();
    features.forEach((feature, count) -> append(out, feature, count));
    return out.toString();
  }

  private void append(StringBuilder out, String name, int count) {
    double percent = 100.0 * count / Math.max(1, total());
    out.append(String.format(Locale.ROOT, "%-48s %7d %5.1f%%%n", name, count, percent));
  }

  /** How many programs use each group of features. */
  synchronized Map<String, Integer> groups() {
    return new TreeMap<>(groups);
  }

  /** Why programs failed, if any did, and what else is to be said of any. */
  synchronized String reasons() {
    StringBuilder out = new StringBuilder();
    reasons.forEach(
        (reason, count) -> out.append(String.format(Locale.ROOT, "%7d %s%n", count, reason)));
    return out.toString();
  }

  /** What is counted beside outcomes. */
  synchronized String remarks() {
    return Stream.of(Remark.RETRIED, Remark.KERNELBUG)
        .map(remark -> remark.name().toLowerCase(Locale.ROOT) + " " + count(remark))
        .collect(
            Collectors.joining(
                " ",
                "",
                "; the verifier walked %d instructions a program, %d of %s"
                    .formatted(walked / Math.max(1, total()), mostWalked, mostWalkedBy)));
  }

  /** The last line. */
  synchronized String line() {
    String line =
        Stream.of(Outcome.values())
            .map(outcome -> outcome.name().toLowerCase(Locale.ROOT) + " " + count(outcome))
            .collect(Collectors.joining(" ", "programs " + total() + " ", ""));
    return refusals.isEmpty()
        ? line
        : refusals.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining("; ", line + " (", ")"));
  }
}
