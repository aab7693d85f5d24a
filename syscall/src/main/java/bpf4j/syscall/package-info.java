/**
 * The kernel's door: everything bpf4j asks of Linux goes through this module, one typed method per
 * system call or command.
 *
 * <p>This package holds the vocabulary that all others share: errors and kernel versions. Start
 * with {@link bpf4j.syscall.io.Fd} (owned file descriptors and memory), then {@link
 * bpf4j.syscall.bpf.MapCalls} and {@link bpf4j.syscall.bpf.ProgramCalls} (the commands of {@code
 * bpf(2)}). Performance events are in {@code perf}, sockets in {@code net}, mounts and limits in
 * {@code system}, questions to the kernel about what it can do in {@code probe}.
 *
 * <p>Only this module lays out kernel structs or knows an errno's number. The layouts live in
 * {@code internal.layout} and are tested against the running kernel's own type information; native
 * calls and native memory sit behind two small interfaces in {@code internal.libc}.
 */
package bpf4j.syscall;
