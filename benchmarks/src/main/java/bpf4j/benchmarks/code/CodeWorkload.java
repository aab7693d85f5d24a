package bpf4j.benchmarks.code;

import bpf4j.benchmarks.compare.measure.Median;
import bpf4j.benchmarks.compare.peer.Tool;
import bpf4j.benchmarks.compare.report.Side;
import bpf4j.benchmarks.compare.work.Setting;
import bpf4j.benchmarks.compare.work.Workload;
import bpf4j.benchmarks.corpus.Corpus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The programs of the corpus, compiled here and from C by clang: size, time of a run, and the
 * verifier's work. Different verdicts, packets or maps make it fail.
 */
public final class CodeWorkload implements Workload {
  private static final int INPUTS = 2_000;
  private static final int QUICK_INPUTS = 200;
  private static final int QUICK_ROUNDS = 6;

  /** Compiling in a JVM that is not warm says nothing: then it is left out. */
  private static final int QUICK_WARM_UP_ROUNDS = 1;

  private static final int QUICK_PART = 6;
  private static final String CLANG = Tool.CLANG.label();

  @Override
  public String name() {
    return "code";
  }

  @Override
  public String title() {
    return "Code";
  }

  @Override
  public String method() {
    return "Slots of eight bytes without the exits that only count failed runs, beside the smallest"
        + " that any clang here makes at any instruction set level; nanoseconds of a run by"
        + " BPF_PROG_TEST_RUN, beside clang's fastest; instructions that the verifier looked at,"
        + " beside clang's fewest. Both sides are run on the same inputs first.";
  }

  @Override
  public void run(Setting setting) {
    List<Corpus> programs = programs(setting.quick());
    int rounds = setting.amount(CompareCode.Options.ROUNDS, QUICK_ROUNDS);
    CompareCode.Options options =
        new CompareCode.Options(
            programs, setting.amount(INPUTS, QUICK_INPUTS), CompareCode.Options.SEED, rounds);
    List<Clang> clangs = Clang.all();
    CompileTime.warmUp(programs, setting.amount(CompareCode.Options.ROUNDS, QUICK_WARM_UP_ROUNDS));
    try (ObjectFolder folder = new ObjectFolder()) {
      for (Corpus program : programs) {
        Row row = Comparison.of(program, clangs, folder.path(), options);
        setting.add(row(row, clangs.isEmpty(), setting.quick()));
      }
    } catch (IOException e) {
      setting.add(
          new bpf4j.benchmarks.compare.report.Row(
              "clang", "", List.of(Side.missing(CLANG, e.getMessage())), null));
    }
  }

  private static List<Corpus> programs(boolean quick) {
    Corpus[] all = Corpus.values();
    return quick
        ? IntStream.iterate(0, i -> i < all.length, i -> i + QUICK_PART)
            .mapToObj(i -> all[i])
            .toList()
        : Arrays.asList(all);
  }

  private static bpf4j.benchmarks.compare.report.Row row(Row row, boolean alone, boolean quick) {
    List<Side> sides = new ArrayList<>();
    if (alone) {
      sides.add(Side.missing(CLANG, "no clang, or no headers of libbpf"));
    } else if (row.problem() == null) {
      sides.add(
          Side.exact(CLANG + ", slots", row.hot(), row.clang()).with("slots in all", row.total()));
      if (row.runs() != null) {
        sides.add(runs(row.runs()));
      }
      sides.add(Side.exact(CLANG + ", verified", row.work(), row.clangWork()));
    }
    if (!quick && !sides.isEmpty()) {
      sides.set(0, sides.get(0).with("us to compile", row.compileMicros()));
    }
    return new bpf4j.benchmarks.compare.report.Row(
        row.entry().name().toLowerCase(Locale.ROOT), "", sides, row.problem());
  }

  private static Side runs(RunTime runs) {
    return new Side(
        CLANG + ", ns",
        Median.exactly(runs.ours()),
        Median.exactly(runs.theirs()),
        runs.ratio(),
        null,
        Map.of(),
        null);
  }
}
