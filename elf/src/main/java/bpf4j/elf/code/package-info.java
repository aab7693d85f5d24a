/**
 * Places in code that a uprobe can be attached to, found by name.
 *
 * <p>Start at {@link bpf4j.elf.code.CodeSymbols}, which resolves {@code malloc}, {@code
 * memcpy@GLIBC_2.14}, {@code readline+0x10} or a pattern to {@link bpf4j.elf.code.CodeLocation}s,
 * and lists what a function that is chosen at run time (IFUNC) may be.
 */
package bpf4j.elf.code;
