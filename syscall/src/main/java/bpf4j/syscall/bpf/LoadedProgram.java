package bpf4j.syscall.bpf;

import bpf4j.syscall.io.Fd;

/**
 * A program the verifier accepted.
 *
 * @param fd the program's descriptor, owned by the caller
 * @param log the verifier's log, empty unless one was asked for
 */
public record LoadedProgram(Fd fd, String log) {}
