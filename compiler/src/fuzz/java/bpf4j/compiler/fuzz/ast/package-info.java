/**
 * Generated programs as trees that print themselves as Java and know their own simplifications.
 * {@link bpf4j.compiler.fuzz.ast.Program} is the root.
 */
package bpf4j.compiler.fuzz.ast;
