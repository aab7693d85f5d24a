/**
 * The same work here and in a peer, by turns in one run.
 *
 * <p>On a machine whose clock rate, neighbours and caches come and go, only such pairs say
 * anything: two short batches one after the other on one processor, their ratio, and of many such
 * ratios the median with its interval. Start reading at {@link bpf4j.benchmarks.compare.MapOps}.
 */
package bpf4j.benchmarks.compare;
