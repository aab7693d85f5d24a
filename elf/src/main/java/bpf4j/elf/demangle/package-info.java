/**
 * Mangled names of C++ and Rust functions as they were written: {@link
 * bpf4j.elf.demangle.Demangler}.
 */
package bpf4j.elf.demangle;
