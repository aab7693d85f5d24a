/**
 * The kernel's trace log, where programs print to: {@link bpf4j.perf.trace.TracePipe} reads it, as
 * {@link bpf4j.perf.trace.TraceLine}s.
 */
package bpf4j.perf.trace;
