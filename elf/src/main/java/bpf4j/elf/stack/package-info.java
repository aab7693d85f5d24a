/**
 * Stacks counted and drawn: {@link bpf4j.elf.stack.FoldedStacks} adds them up, in the text form
 * that flame graph tools read, and {@link bpf4j.elf.stack.FlameGraph} draws them as a picture.
 */
package bpf4j.elf.stack;
