/**
 * User-level statically defined tracing probes (USDT): the places that a program's authors marked
 * for tracing, read from the notes in which {@code <sys/sdt.h>} leaves them.
 *
 * <p>Start at {@link bpf4j.elf.usdt.UsdtProbes}, which lists the probes of a file. A {@link
 * bpf4j.elf.usdt.UsdtProbe} has one {@link bpf4j.elf.usdt.UsdtSite} for each place where the
 * compiler put it; each site says by itself where its arguments are ({@link
 * bpf4j.elf.usdt.UsdtArgument}).
 */
package bpf4j.elf.usdt;
