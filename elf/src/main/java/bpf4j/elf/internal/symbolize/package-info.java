/** Tables of addresses and names; not for use outside this module. */
package bpf4j.elf.internal.symbolize;
