/** The parts that {@link bpf4j.elf} is made of; not for use outside this module. */
package bpf4j.elf.internal;
