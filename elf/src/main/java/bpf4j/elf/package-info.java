/**
 * Reads ELF files and BTF type information, and writes BTF.
 *
 * <p>Start at {@link bpf4j.elf.ElfFile} (sections, segments, symbols, notes, file offsets for
 * uprobes), {@link bpf4j.elf.Btf} (the types of the running kernel, of its modules, or of a BPF
 * object file) or {@link bpf4j.elf.BtfBuilder} (the types of a program or map that is about to be
 * loaded). {@link bpf4j.elf.BtfType} is the type model that reading hands out.
 *
 * <p>All input is taken as hostile: malformed bytes end in {@link bpf4j.elf.ElfFormatException} or
 * {@link bpf4j.elf.BtfFormatException}, never in another throwable, and no size field is trusted
 * with an allocation. Files are mapped and decoded on demand, so opening one costs neither time nor
 * heap in proportion to its size. The module depends on the JDK only, and on {@code org.tukaani:xz}
 * for the symbols that {@link bpf4j.elf.debug} decompresses.
 */
package bpf4j.elf;
