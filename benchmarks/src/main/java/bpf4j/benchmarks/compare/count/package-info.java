/**
 * Programs that only count, attached to packets, functions and events by each tool: what they cost
 * those who are counted, and what it takes until the first is counted. Start reading at {@link
 * bpf4j.benchmarks.compare.count.Counter}, our side, and {@link
 * bpf4j.benchmarks.compare.count.CountingSide}.
 */
package bpf4j.benchmarks.compare.count;
