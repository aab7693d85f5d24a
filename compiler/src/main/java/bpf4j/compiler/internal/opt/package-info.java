/**
 * The optimizer. {@link bpf4j.compiler.internal.opt.Passes} lists all passes in the order in which
 * they run; each is a small class of its own.
 */
package bpf4j.compiler.internal.opt;
