/**
 * Names of addresses: {@link bpf4j.elf.symbolize.KernelSymbols} for the kernel and its modules,
 * {@link bpf4j.elf.symbolize.ProcessSymbols} for a process, with the code that its JIT compilers
 * made.
 */
package bpf4j.elf.symbolize;
