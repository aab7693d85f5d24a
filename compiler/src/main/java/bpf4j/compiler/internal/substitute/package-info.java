/**
 * JDK methods written once more, in Java that compiles to BPF: without native methods, unsafe
 * memory or a heap. Methods have the name and descriptor of the one they stand for, preceded by its
 * receiver if it has one; what they compute is what the JDK documents. {@link
 * bpf4j.compiler.internal.substitute.Substitutes} tells which class stands for which.
 */
package bpf4j.compiler.internal.substitute;
