/**
 * From a Java lambda to a program in the kernel.
 *
 * <p>Start at {@link bpf4j.compiler.SocketFilter}, whose {@code attach} does it all: compiles the
 * lambda's bytecode, loads the program, attaches it. Other program types have façades alike: {@link
 * bpf4j.compiler.Xdp}, {@link bpf4j.compiler.Tc}, {@link bpf4j.compiler.CgroupSkb} and so on, with
 * contexts in {@link bpf4j.compiler.context}; inside, each is a record of {@code ProgramKinds}. The
 * steps by themselves: {@link bpf4j.compiler.CompiledProgram}, which can be read and loaded, and
 * {@link bpf4j.compiler.KernelProgram}, which can be tried on packets of one's own. {@link
 * bpf4j.compiler.BpfCompiler} checks a lambda without a kernel. A lambda sees the packet through
 * {@link bpf4j.compiler.context.SkBuff} and the headers of {@link bpf4j.compiler.packet}, asks the
 * kernel through {@link bpf4j.compiler.Kernel} and {@link bpf4j.compiler.kernel}, and counts in
 * maps of {@link bpf4j.maps}; what it means where plain Java would throw is in {@code
 * SEMANTICS.md}. Headers and helpers of one's own are declared with {@link bpf4j.compiler.declare}.
 *
 * <p>Inside, in the order of the work: {@code capture} finds the lambda and its bytecode, {@code
 * frontend} makes a graph ({@code ir}) of it, {@code opt} improves that, {@code codegen} turns it
 * into instructions ({@code isa}), {@code load} puts the steps together; {@code simulate} runs the
 * same lambda on the JVM.
 */
package bpf4j.compiler;
