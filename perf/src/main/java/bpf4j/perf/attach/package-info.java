/**
 * Attaches loaded programs to what happens: tracepoints ({@link
 * bpf4j.perf.attach.TracepointAttacher}), functions of user space and statically defined probes
 * ({@link bpf4j.perf.attach.UserProbes}), functions of the kernel ({@link
 * bpf4j.perf.attach.KernelProbes}), places in the kernel that BTF has the type of ({@link
 * bpf4j.perf.attach.TrampolineAttacher}) and events that sample ({@link
 * bpf4j.perf.attach.PerfEventAttacher}). What comes of it is an {@link
 * bpf4j.perf.attach.Attachment}, which says what was done and undoes it when it is closed.
 */
package bpf4j.perf.attach;
