/**
 * Events from programs to readers: start with {@link bpf4j.benchmarks.compare.event.RingWorkload}.
 */
package bpf4j.benchmarks.compare.event;
