package bpf4j.compiler;

/**
 * What a program did when the kernel ran it on given input.
 *
 * @param verdict what it returned
 * @param nanoseconds the mean duration of a run, as the kernel measured it
 */
public record TestRunResult(int verdict, int nanoseconds) {}
