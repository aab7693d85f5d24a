/**
 * What came out, and the forms in which it is told: start with {@link
 * bpf4j.benchmarks.compare.report.Report}.
 */
package bpf4j.benchmarks.compare.report;
