/**
 * How the two sides of a comparison take turns, and what is made of their times: start with {@link
 * bpf4j.benchmarks.compare.measure.Turns}.
 */
package bpf4j.benchmarks.compare.measure;
