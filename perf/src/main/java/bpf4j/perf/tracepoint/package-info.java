/**
 * The kernel's static tracepoints: which there are, and what each records. Start at {@link
 * bpf4j.perf.tracepoint.Tracepoints}; a {@link bpf4j.perf.tracepoint.TracepointFormat} describes
 * the record that programs at a tracepoint are given. Programs are attached by {@link
 * bpf4j.perf.attach}.
 */
package bpf4j.perf.tracepoint;
