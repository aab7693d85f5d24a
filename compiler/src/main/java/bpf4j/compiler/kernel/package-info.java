/**
 * Kernel helpers by topic, beside those of {@link bpf4j.compiler.Kernel}.
 *
 * <p>Each method is one BPF helper, declared by {@link bpf4j.compiler.declare.Helper} with its
 * first kernel, the program types that may call it, and whether it is for programs under the GPL
 * only; the compiler refuses calls that the running kernel would not take. Helpers that take a
 * context mean the program's own. A method that returns a status returns the kernel's: 0 or more,
 * or a negative errno. Arrays are made by the program; a helper writes into them where they lie.
 *
 * <p>Run on the JVM, methods answer as a {@link bpf4j.compiler.SimulatedKernel} is told to. All are
 * thread-safe.
 */
package bpf4j.compiler.kernel;
