/** Lays out flame graphs; not for use outside this module. */
package bpf4j.elf.internal.stack;
