package bpf4j.benchmarks.code;

import bpf4j.benchmarks.corpus.Corpus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints, for each program of the corpus, what the compiler and what clang make of it. Run by
 * {@code benchmarks/compare-code}; the README beside that tells what the columns mean.
 */
public final class CompareCode {
  private CompareCode() {}

  /**
   * Compares.
   *
   * @param args {@code inputs=N}, {@code seed=N}, {@code rounds=N} and names of programs; all of
   *     them without any
   * @throws IOException if clang cannot be run
   */
  @SuppressWarnings("SystemOut") // a command
  public static void main(String[] args) throws IOException {
    Options options = Options.parse(args);
    List<Clang> clangs = Clang.all();
    if (clangs.isEmpty()) {
      System.out.println("no clang, or no libbpf headers: nothing to compare with, our side only");
    }
    CompileTime.warmUp(options.programs(), options.rounds());
    System.out.println(Row.HEADING);
    List<Row> rows = new ArrayList<>();
    try (ObjectFolder folder = new ObjectFolder()) {
      for (Corpus entry : options.programs()) {
        Row row = Comparison.of(entry, clangs, folder.path(), options);
        System.out.println(row);
        rows.add(row);
      }
    }
    System.out.print(Summary.of(rows));
    rows.stream()
        .filter(row -> row.problem() != null)
        .forEach(row -> System.out.println(row.entry() + ": " + row.problem()));
    if (rows.stream().anyMatch(row -> row.problem() != null)) {
      System.exit(1);
    }
  }

  /** What was asked for. */
  record Options(List<Corpus> programs, int inputs, long seed, int rounds) {
    private static final int INPUTS = 10_000;

    /** How often each program is timed, and compiled before that. */
    static final int ROUNDS = 40;

    /** What inputs are made from. */
    static final long SEED = 1;

    static Options parse(String[] args) {
      List<Corpus> programs = new ArrayList<>();
      int inputs = INPUTS;
      long seed = SEED;
      int rounds = ROUNDS;
      for (String arg : args) {
        String value = arg.substring(arg.indexOf('=') + 1);
        if (arg.startsWith("inputs=")) {
          inputs = Integer.parseInt(value);
        } else if (arg.startsWith("seed=")) {
          seed = Long.parseLong(value);
        } else if (arg.startsWith("rounds=")) {
          rounds = Integer.parseInt(value);
        } else {
          programs.add(Corpus.valueOf(arg.toUpperCase(Locale.ROOT)));
        }
      }
      return new Options(
          programs.isEmpty() ? Arrays.asList(Corpus.values()) : programs, inputs, seed, rounds);
    }
  }
}
