/**
 * The only code that calls native functions: two small interfaces ({@link
 * bpf4j.syscall.internal.libc.LibC}, {@link bpf4j.syscall.internal.libc.Memory}) and what
 * implements them by jnr-ffi.
 */
package bpf4j.syscall.internal.libc;
