/**
 * Events from kernel-side programs to Java.
 *
 * <p>Start at {@link bpf4j.perf.RingBuffer} (Linux 5.8), or {@link bpf4j.perf.PerfEventArray} for
 * older kernels and one buffer per CPU: programs write to them by {@code output}, Java reads them
 * by an {@link bpf4j.perf.EventReader}. {@link bpf4j.perf.JvmChannels} makes twins that live in the
 * JVM, for tests without privileges. {@link bpf4j.perf.trace.TracePipe} reads what programs print.
 */
package bpf4j.perf;
