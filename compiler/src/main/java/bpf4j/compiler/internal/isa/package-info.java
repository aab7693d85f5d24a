/**
 * The BPF instruction set: encoding, assembling and printing, with no knowledge of the compiler
 * that uses it.
 *
 * <p>An instruction is one 64-bit slot, {@code struct bpf_insn} read as a little-endian {@code
 * long}; a 64-bit immediate load takes two. {@link bpf4j.compiler.internal.isa.Insn} packs and
 * unpacks slots, {@link bpf4j.compiler.internal.isa.Opcode} names the bits, {@link
 * bpf4j.compiler.internal.isa.Assembler} emits slots with labels and relocations into a {@link
 * bpf4j.compiler.internal.isa.Code}, and {@link bpf4j.compiler.internal.isa.Disassembler} prints
 * them the way {@code llvm-objdump} does.
 *
 * <p>Sources of every fact here: {@code include/uapi/linux/bpf.h}, {@code
 * Documentation/bpf/standardization/instruction-set.rst} (RFC 9669). Start reading at {@code Insn}.
 */
package bpf4j.compiler.internal.isa;
