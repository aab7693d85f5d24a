package bpf4j.benchmarks.code;

import bpf4j.benchmarks.corpus.Corpus;
import bpf4j.benchmarks.corpus.CorpusMaps;
import bpf4j.benchmarks.corpus.CorpusProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long compiling a program takes in a JVM that has compiled such programs for a while. */
final class CompileTime {
  private static final int WARM_UP_PER_ROUND = 25;
  private static final int SAMPLES_PER_ROUND = 5;
  private static final long WARM_UP_NANOS_PER_ROUND = 1_000_000_000L;

  private CompileTime() {}

  /** Compiles all programs in turn, for a second a round, so that all parts are warm. */
  static void warmUp(List<Corpus> entries, int rounds) {
    List<CorpusMaps> maps = new ArrayList<>();
    try {
      List<CorpusProgram> programs = new ArrayList<>();
      for (Corpus entry : entries) {
        maps.add(new CorpusMaps());
        programs.add(entry.program(maps.get(maps.size() - 1)));
      }
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < rounds * WARM_UP_NANOS_PER_ROUND) {
        programs.forEach(CorpusProgram::compile);
      }
    } finally {
      maps.forEach(CorpusMaps::close);
    }
  }

  /** The median, in microseconds. */
  static double micros(Corpus entry, int rounds) {
    try (CorpusMaps maps = new CorpusMaps()) {
      CorpusProgram program = entry.program(maps);
      for (int i = 0; i < rounds * WARM_UP_PER_ROUND; i++) {
        program.compile();
      }
      double[] micros = new double[rounds * SAMPLES_PER_ROUND];
      for (int i = 0; i < micros.length; i++) {
        long start = System.nanoTime();
        program.compile();
        micros[i] = (System.nanoTime() - start) / 1000.0;
      }
      Arrays.sort(micros);
      return micros[micros.length / 2];
    }
  }
}
