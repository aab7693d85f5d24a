/**
 * Turns mangled names into what was written in the source; not for use outside this module.
 *
 * <p>C++ names are parsed into a tree of {@link bpf4j.elf.internal.demangle.Node}s by the grammar
 * of the Itanium C++ ABI, as substitutions refer back to parts of it and as types print on both
 * sides of a name; Rust names are printed as they are read.
 */
package bpf4j.elf.internal.demangle;
