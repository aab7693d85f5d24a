/**
 * Declarations as values: reads the annotations of an interface's accessors, checks them, and says
 * in numbers what each accessor reads.
 */
package bpf4j.compiler.internal.declaration;
