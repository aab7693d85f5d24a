/**
 * The corpus's programs beside what clang makes of their twins in C: instructions, time of a run,
 * the verifier's work, and the time that compiling takes. Start with {@link
 * bpf4j.benchmarks.code.CompareCode}; {@code Clang} compiles, {@code TwinObject} loads what it
 * makes, {@code LoadedPair} runs both sides on the same inputs.
 */
package bpf4j.benchmarks.code;
