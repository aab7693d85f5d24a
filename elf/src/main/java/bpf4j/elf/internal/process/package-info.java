/** Finds files as the dynamic linker does; not for use outside this module. */
package bpf4j.elf.internal.process;
