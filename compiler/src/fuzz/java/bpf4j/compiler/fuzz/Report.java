package bpf4j.compiler.fuzz;

import bpf4j.compiler.fuzz.run.JavaCompiler;
import bpf4j.compiler.fuzz.run.Outcome;
import bpf4j.compiler.fuzz.run.Subject;
import bpf4j.compiler.fuzz.run.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Writes failing programs to files. */
final class Report {
  private final Path folder;
  private final long seed;
  private final Set<String> refusals = new HashSet<>();

  Report(Path folder, long seed) {
    this.folder = folder;
    this.seed = seed;
  }

  /** Whether a verdict is worth a file: of refusals for one reason the first is. */
  synchronized boolean wants(Verdict verdict) {
    return verdict.outcome() != Outcome.REFUSED || refusals.add(verdict.reason());
  }

  /** Writes one file for a program: the small form with what it did, then the form as made. */
  Path write(long index, int flags, Subject small, Verdict verdict, Subject original) {
    String text =
        """
        seed %d, program %d, load flags 0x%x
        %s: %s

        %s
        %s
        ---- as generated ----

        %s\
        """
            .formatted(
                seed,
                index,
                flags,
                verdict.outcome(),
                verdict.reason(),
                JavaCompiler.listing(small),
                verdict.details(),
                original.source());
    try {
      Files.createDirectories(folder);
      return Files.writeString(
          folder.resolve(
              "%s-%d-%d.txt"
                  .formatted(
                      verdict.outcome().name().toLowerCase(java.util.Locale.ROOT), seed, index)),
          text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
