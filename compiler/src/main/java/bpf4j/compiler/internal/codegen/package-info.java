/**
 * From SSA to BPF: selects machine instructions over virtual registers ({@link
 * bpf4j.compiler.internal.codegen.Selector}), gives them the ten real registers ({@link
 * bpf4j.compiler.internal.codegen.RegisterAllocator}), lays blocks out and encodes them ({@link
 * bpf4j.compiler.internal.codegen.Emitter}). Start at {@link
 * bpf4j.compiler.internal.codegen.CodeGenerator}.
 */
package bpf4j.compiler.internal.codegen;
