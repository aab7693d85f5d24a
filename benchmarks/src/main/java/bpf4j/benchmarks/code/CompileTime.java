package bpf4j.benchmarks.code;

import bpf4j.benchmarks.corpus.Corpus;
import bpf4j.benchmarks.corpus.CorpusMaps;
import bpf4j.benchmarks.corpus.CorpusProgram;
import java.util.Arrays;

/** How long compiling a program takes in a JVM that has compiled it many times before. */
final class CompileTime {
  private static final int WARM_UP_PER_ROUND = 25;
  private static final int SAMPLES_PER_ROUND = 5;

  private CompileTime() {}

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
