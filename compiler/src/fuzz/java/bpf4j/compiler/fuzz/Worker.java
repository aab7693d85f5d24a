package bpf4j.compiler.fuzz;

import bpf4j.compiler.fuzz.Options.Mode;
import bpf4j.compiler.fuzz.ast.Program;
import bpf4j.compiler.fuzz.generate.Generator;
import bpf4j.compiler.fuzz.run.Bench;
import bpf4j.compiler.fuzz.run.Outcome;
import bpf4j.compiler.fuzz.run.Subject;
import bpf4j.compiler.fuzz.run.Verdict;
import bpf4j.compiler.fuzz.shrink.Shrinker;
import bpf4j.compiler.internal.load.Compilation;
import java.util.ArrayList;
import java.util.List;

/** Makes, runs and, if they fail, shrinks programs, on one thread. */
final class Worker implements AutoCloseable {
  private static final int PACKETS = 6;

  private final Options options;
  private final Summary summary;
  private final Report report;
  private final Bench bench;
  private final Watchdog watchdog;

  Worker(Options options, Summary summary, Report report, Watchdog watchdog) {
    this.options = options;
    this.summary = summary;
    this.report = report;
    this.watchdog = watchdog;
    this.bench = new Bench(options.level(), Compilation::of);
  }

  /** Programs from one index to another, exclusive. */
  void run(long from, long to) {
    List<Subject> subjects = new ArrayList<>();
    for (long index = from; index < to; index++) {
      Program program = Generator.program(options.seed(), index);
      Subject subject =
          Subject.of("P" + index, program, Generator.packets(options.seed(), index, PACKETS));
      subjects.add(subject);
      if (options.has(Mode.PRINT)) {
        System.out.println(subject.source());
      }
    }
    ClassLoader loader = bench.javac().compile(subjects);
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      int flags = options.flags().of(from + i, subject.program());
      Verdict verdict = judge(subject, loader, flags);
      summary.add(subject, verdict);
      if (verdict.outcome() != Outcome.AGREE && report.wants(verdict)) {
        explain(from + i, flags, subject, verdict);
      }
    }
  }

  private Verdict judge(Subject subject, ClassLoader loader, int flags) {
    watchdog.enter(subject);
    try {
      return bench.judge(subject, loader, flags);
    } finally {
      watchdog.leave();
    }
  }

  private void explain(long index, int flags, Subject subject, Verdict verdict) {
    // What is refused tells its line; everything else is easier to see in a small program.
    boolean wantsShrinking = verdict.outcome() != Outcome.REFUSED;
    Program small =
        !wantsShrinking
            ? subject.program()
            : new Shrinker(
                    candidate -> verdict.isLike(tryOut(subject, candidate, flags)),
                    1000L * options.shrinkSeconds())
                .shrink(subject.program());
    Subject smallSubject = Subject.of(subject.name(), small, subject.packets());
    Verdict smallVerdict = tryOut(subject, small, flags);
    System.out.printf(
        "%s: %s: %s%n",
        verdict.outcome(),
        verdict.reason(),
        report.write(index, flags, smallSubject, smallVerdict, subject));
  }

  /** What becomes of a variant; one that is not Java counts as agreeing. */
  private Verdict tryOut(Subject subject, Program variant, int flags) {
    Subject changed = Subject.of(subject.name(), variant, subject.packets());
    try {
      return judge(changed, bench.javac().compile(List.of(changed)), flags);
    } catch (IllegalArgumentException e) {
      return new Verdict(Outcome.AGREE, "not Java", e.getMessage());
    }
  }

  @Override
  public void close() {
    bench.close();
  }
}
