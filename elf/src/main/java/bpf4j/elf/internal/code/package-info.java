/** Looks into code for what symbol tables do not say; not for use outside this module. */
package bpf4j.elf.internal.code;
