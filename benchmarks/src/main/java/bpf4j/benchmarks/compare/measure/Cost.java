package bpf4j.benchmarks.compare.measure;

/**
 * What a batch took.
 *
 * @param wall nanoseconds on the clock
 * @param cpu nanoseconds that its thread was on a processor; other work on the machine adds to the
 *     former and, but for caches, not to this
 * @param sum a number made of all results, by which both sides show that they did the same
 */
public record Cost(long wall, long cpu, long sum) {}
