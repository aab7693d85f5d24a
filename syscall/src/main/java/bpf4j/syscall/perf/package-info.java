/**
 * {@code perf_event_open(2)}: {@link bpf4j.syscall.perf.PerfEventAttr} says what to watch, {@link
 * bpf4j.syscall.perf.PerfTarget} whom, {@link bpf4j.syscall.perf.PerfEvents} opens and steers
 * events.
 */
package bpf4j.syscall.perf;
