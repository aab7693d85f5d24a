/**
 * Makes random programs: a typed grammar whose terminals are {@link
 * bpf4j.compiler.fuzz.generate.Templates} and whose root is {@link
 * bpf4j.compiler.fuzz.generate.Generator}.
 */
package bpf4j.compiler.fuzz.generate;
