/** Counters of events: {@link bpf4j.perf.event.PerfCounter} counts them and is read at any time. */
package bpf4j.perf.event;
