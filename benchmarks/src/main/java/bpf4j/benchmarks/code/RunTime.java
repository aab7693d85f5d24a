package bpf4j.benchmarks.code;

import bpf4j.benchmarks.compare.measure.Median;
import bpf4j.benchmarks.corpus.Corpus;
import bpf4j.benchmarks.corpus.TrafficSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long runs take on both sides: medians over turns of ours and theirs, now the one first and
 * now the other, so that what the machine does meanwhile falls on both.
 *
 * @param ours nanoseconds of a run of ours
 * @param theirs nanoseconds of a run of theirs
 * @param ratio of the turns; null if there were too few
 */
record RunTime(double ours, double theirs, Median ratio) {
  private static final int INPUTS = 8;
  private static final int REPEAT = 1000;
  private static final int SEED = 7;

  static RunTime of(Corpus entry, LoadedPair pair, int rounds) {
    TrafficSource source = new TrafficSource(entry.traffic(), SEED);
    List<TestInput> inputs =
        Stream.generate(source::typical)
            .limit(INPUTS)
            .map(input -> new TestInput(pair.type(), input))
            .toList();
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      for (TestInput input : inputs) {
        if (round % 2 == 0) {
          ours[round] += input.time(pair.ours(), REPEAT);
          theirs[round] += input.time(pair.theirs(), REPEAT);
        } else {
          theirs[round] += input.time(pair.theirs(), REPEAT);
          ours[round] += input.time(pair.ours(), REPEAT);
        }
      }
    }
    double[] ratios = new double[rounds];
    Arrays.setAll(ratios, round -> ours[round] / theirs[round]);
    return new RunTime(
        median(ours) / INPUTS,
        median(theirs) / INPUTS,
        rounds < Median.LEAST ? null : Median.of(ratios));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
