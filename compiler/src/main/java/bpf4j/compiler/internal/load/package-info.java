/**
 * From a lambda to a program in the kernel: puts the compiler's parts together ({@link
 * bpf4j.compiler.internal.load.Compilation}), binds maps and counters, describes lines to the
 * kernel and loads ({@link bpf4j.compiler.internal.load.ProgramLoader}).
 */
package bpf4j.compiler.internal.load;
