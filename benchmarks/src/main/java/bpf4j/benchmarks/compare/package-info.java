/**
 * The same work here and in other tools, by turns in one run, because a number alone says little on
 * a machine that does other things. Start reading at {@link bpf4j.benchmarks.compare.Compare}; each
 * workload is a class named {@code …Workload}, and {@code benchmarks/peers} has what the others
 * run.
 */
package bpf4j.benchmarks.compare;
