package bpf4j.compiler.fuzz;

import bpf4j.compiler.fuzz.ast.Program;
import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.syscall.bpf.ProgramFlags;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
 * @param modes what else is asked for
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
    Set<Mode> modes) {
  /** Options without a value. */
  enum Mode {
    PRINT,
    DETAILS,
    SABOTAGE;

    String option() {
      return "--" + name().toLowerCase(Locale.ROOT);
    }
  }

  static final String USAGE =
      """
      usage: java -jar bpf4j-fuzz.jar --programs N --seed S
        --first I        the index of the first program (0); with --programs 1, that one alone
        --threads T      threads (1)
        --report DIR     where failing programs are written (fuzz-report)
        --flags F        how programs are loaded: plain, rnd_hi32, state_freq, mixed (mixed), or
                         reg_invariants, which trips over kernels before 7.3
        --level L        instruction set: v1, v2, v3, v4 (the kernel's newest)
        --shrink SECONDS how long making one failing program small may take (15)
        --print          print every program
        --sabotage       plant known miscompilations one by one, and find each within 3,000 programs
        --details        count features one by one, not by groups
      """;

  /** Flags for the verifier's own tests, which show what plain loading hides. */
  enum LoadFlags {
    PLAIN,
    RND_HI32,
    STATE_FREQ,
    REG_INVARIANTS,
    MIXED;

    /** The flags for a program. */
    int of(long index, Program program) {
      int flags = of(index);
      // Taking note of a state at every jump is too much where lists in packets are walked.
      boolean leaveOut = this == MIXED && Features.of(program).contains(Features.WALK);
      return leaveOut ? flags & ~ProgramFlags.TEST_STATE_FREQ : flags;
    }

    private int of(long index) {
      return switch (this) {
        case PLAIN -> 0;
        case RND_HI32 -> ProgramFlags.TEST_RND_HI32;
        case STATE_FREQ -> ProgramFlags.TEST_STATE_FREQ;
        case REG_INVARIANTS -> ProgramFlags.TEST_REG_INVARIANTS;
        case MIXED ->
            switch ((int) (index / 8 % 3)) {
              case 0 -> 0;
              case 1 -> ProgramFlags.TEST_RND_HI32;
              default -> ProgramFlags.TEST_STATE_FREQ;
            };
      };
    }
  }

  static Options defaults(int programs, long seed, Path report) {
    return new Options(programs, 0, seed, 1, report, LoadFlags.MIXED, null, 15, Set.of());
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
      Optional<Mode> mode =
          Stream.of(Mode.values()).filter(m -> m.option().equals(name)).findFirst();
      if (mode.isPresent()) {
        options = options.with(mode.get());
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

  boolean has(Mode mode) {
    return modes.contains(mode);
  }

  private Options with(Mode mode) {
    Set<Mode> more = new HashSet<>(modes);
    more.add(mode);
    return new Options(
        programs, first, seed, threads, report, flags, level, shrinkSeconds, Set.copyOf(more));
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
        modes);
  }
}
