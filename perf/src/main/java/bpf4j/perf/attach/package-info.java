/**
 * Attaches loaded programs to what happens: tracepoints ({@link
 * bpf4j.perf.attach.TracepointAttacher}) and functions of user space ({@link
 * bpf4j.perf.attach.UserProbes}). What comes of it is an {@link bpf4j.perf.attach.Attachment},
 * which says what was done and undoes it when it is closed.
 */
package bpf4j.perf.attach;
