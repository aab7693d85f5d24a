/**
 * What an event costs, and what compiling a program costs.
 *
 * <p>Classes named {@code …Benchmark} are JMH's: {@code java -jar benchmarks/target/benchmarks.jar}
 * runs them, and {@code -prof gc} shows what they allocate. Start reading at {@link
 * bpf4j.benchmarks.MapBenchmark}.
 *
 * <p>On a noisy machine a JMH number alone says little: {@link bpf4j.benchmarks.compare} does the
 * same work here and in a peer by turns, and reports the ratio. {@code benchmarks/startup} takes
 * the way from the start of the JVM to the first packet apart. {@code benchmarks/README.md} has the
 * method.
 */
package bpf4j.benchmarks;
