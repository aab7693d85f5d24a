/**
 * Runs generated programs on the JVM and in the kernel and compares what they do: {@link
 * bpf4j.compiler.fuzz.run.Bench}.
 */
package bpf4j.compiler.fuzz.run;
