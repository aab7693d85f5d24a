/** Parses the arguments of statically defined probes; not for use outside this module. */
package bpf4j.elf.internal.usdt;
