package bpf4j.compiler.fuzz;

import bpf4j.compiler.fuzz.ast.Program;
import bpf4j.compiler.fuzz.generate.Generator;
import bpf4j.compiler.fuzz.run.Bench;
import bpf4j.compiler.fuzz.run.Outcome;
import bpf4j.compiler.fuzz.run.Subject;
import bpf4j.compiler.fuzz.run.Verdict;
import bpf4j.compiler.fuzz.sabotage.Sabotage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plants miscompilations one by one, and counts how many programs it takes to find each. */
final class SabotageRun {
  private static final int MOST = 3000;
  private static final int BATCH = 32;
  private static final int PACKETS = 6;

  private final Options options;

  SabotageRun(Options options) {
    this.options = options;
  }

  /** Prints a line for each; true if all are found. */
  boolean run() {
    int found = 0;
    for (Sabotage sabotage : Sabotage.values()) {
      int programs = find(sabotage);
      String name = sabotage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      System.out.printf(
          "%-45s %s%n", name, programs < 0 ? "NOT FOUND" : "found by program " + programs);
      found += programs < 0 ? 0 : 1;
    }
    System.out.printf("sabotage %d found %d%n", Sabotage.values().length, found);
    return found == Sabotage.values().length;
  }

  /** How many programs it takes until one computes something else; -1 if none does. */
  private int find(Sabotage sabotage) {
    try (Bench bench = new Bench(options.level(), sabotage::compile)) {
      for (int from = 0; from < MOST; from += BATCH) {
        List<Subject> subjects = subjects(from);
        ClassLoader loader = bench.javac().compile(subjects);
        for (int i = 0; i < subjects.size(); i++) {
          Subject subject = subjects.get(i);
          int flags = options.flags().of(from + i, subject.program());
          Verdict verdict = bench.judge(subject, loader, flags);
          if (verdict.outcome() == Outcome.WRONG) {
            return from + i + 1;
          }
        }
      }
    }
    return -1;
  }

  private List<Subject> subjects(int from) {
    List<Subject> out = new ArrayList<>();
    for (int i = from; i < Math.min(MOST, from + BATCH); i++) {
      Program program = Generator.program(options.seed(), i);
      out.add(Subject.of("P" + i, program, Generator.packets(options.seed(), i, PACKETS)));
    }
    return out;
  }
}
