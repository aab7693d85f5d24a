/**
 * Symbols that were split off a program or library when it was stripped.
 *
 * <p>Start at {@link bpf4j.elf.debug.DebugFiles}, which finds the file with the debug information
 * by build-id or by {@link bpf4j.elf.debug.DebugLink}, as GDB does, and reads the symbols that
 * distributions leave in the file itself, compressed ({@code .gnu_debugdata}).
 */
package bpf4j.elf.debug;
