package bpf4j.compiler.fuzz;

import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.syscall.bpf.ProgramFlags;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What the command line asks for.
 *
 * @param programs how many programs
 * @param first the index of the first
 * @param seed what they are made from
 * @param threads how many threads run them
 * @param report where failing programs are written
 * @param flags how programs are loaded
 * @param level the instruction set; null for the newest that the kernel has
 * @param shrinkSeconds how long making a failing program small may take
 * @param print whether every program is printed
 * @param details whether features are counted one by one
 */
record Options(
    int programs,
    int first,
    long seed,
    int threads,
    Path report,
    LoadFlags flags,
    IsaLevel level,
    int shrinkSeconds,
    boolean print,
    boolean details) {
  static final String USAGE =
      """
      usage: java -jar bpf4j-fuzz.jar --programs N --seed S
        --first I        the index of the first program (0); with --programs 1, that one alone
        --threads T      threads (1)
        --report DIR     where failing programs are written (fuzz-report)
        --flags F        how programs are loaded: plain, rnd_hi32, state_freq, mixed (mixed)
        --level L        instruction set: v1, v2, v3, v4 (the kernel's newest)
        --shrink SECONDS how long making one failing program small may take (15)
        --print          print every program
        --details        count features one by one, not by groups
      """;

  /** Flags for the verifier's own tests, which show what plain loading hides. */
  enum LoadFlags {
    PLAIN,
    RND_HI32,
    STATE_FREQ,
    MIXED;

    int of(long index) {
      return switch (this) {
        case PLAIN -> 0;
        case RND_HI32 -> ProgramFlags.TEST_RND_HI32;
        case STATE_FREQ -> ProgramFlags.TEST_STATE_FREQ;
        case MIXED ->
            switch ((int) (index / 2 % 3)) {
              case 0 -> 0;
              case 1 -> ProgramFlags.TEST_RND_HI32;
              default -> ProgramFlags.TEST_STATE_FREQ;
            };
      };
    }
  }

  static Options defaults(int programs, long seed, Path report) {
    return new Options(programs, 0, seed, 1, report, LoadFlags.MIXED, null, 15, false, false);
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it is not understood
   */
  static Options parse(String... arguments) {
    Options options = defaults(1000, System.nanoTime(), Path.of("fuzz-report"));
    Iterator<String> words = List.of(arguments).iterator();
    while (words.hasNext()) {
      String name = words.next();
      if (name.equals("--print")) {
        options = options.with(true, options.details);
      } else if (name.equals("--details")) {
        options = options.with(options.print, true);
      } else if (words.hasNext()) {
        options = options.with(name, words.next());
      } else {
        throw new IllegalArgumentException(name + " needs a value");
      }
    }
    return options;
  }

  Options withThreads(int count) {
    return with("--threads", Integer.toString(count));
  }

  private Options with(boolean newPrint, boolean newDetails) {
    return new Options(
        programs, first, seed, threads, report, flags, level, shrinkSeconds, newPrint, newDetails);
  }

  private Options with(String name, String value) {
    int newPrograms = programs;
    int newFirst = first;
    long newSeed = seed;
    int newThreads = threads;
    Path newReport = report;
    LoadFlags newFlags = flags;
    IsaLevel newLevel = level;
    int newShrinkSeconds = shrinkSeconds;
    switch (name) {
      case "--programs" -> newPrograms = Integer.parseInt(value);
      case "--first" -> newFirst = Integer.parseInt(value);
      case "--seed" -> newSeed = Long.parseLong(value);
      case "--threads" -> newThreads = Integer.parseInt(value);
      case "--report" -> newReport = Path.of(value);
      case "--flags" -> newFlags = LoadFlags.valueOf(value.toUpperCase(Locale.ROOT));
      case "--level" -> newLevel = IsaLevel.valueOf(value.toUpperCase(Locale.ROOT));
      case "--shrink" -> newShrinkSeconds = Integer.parseInt(value);
      default -> throw new IllegalArgumentException(name + " is not an option");
    }
    return new Options(
        newPrograms,
        newFirst,
        newSeed,
        newThreads,
        newReport,
        newFlags,
        newLevel,
        newShrinkSeconds,
        print,
        details);
  }
}
