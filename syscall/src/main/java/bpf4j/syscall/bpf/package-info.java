/**
 * The commands of {@code bpf(2)}: {@link bpf4j.syscall.bpf.MapCalls}, {@link
 * bpf4j.syscall.bpf.ProgramCalls} and their like hold one method a command; attributes are
 * immutable values, results are records or owned descriptors; the kernel's enumerations state their
 * numbers and first kernels.
 */
package bpf4j.syscall.bpf;
