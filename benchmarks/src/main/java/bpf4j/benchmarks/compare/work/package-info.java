/** What a comparison is: {@link bpf4j.benchmarks.compare.work.Workload}. */
package bpf4j.benchmarks.compare.work;
