/**
 * What running processes have loaded, and where libraries are.
 *
 * <p>Start at {@link bpf4j.elf.process.BinaryFiles}, which finds the file that {@code "c"} or
 * {@code "libssl.so.3"} means to the system or to a process, in a container or deleted too; {@link
 * bpf4j.elf.process.ProcessMaps} tells what is loaded where.
 */
package bpf4j.elf.process;
