/** Reads and checks what debug files are found by; not for use outside this module. */
package bpf4j.elf.internal.debug;
