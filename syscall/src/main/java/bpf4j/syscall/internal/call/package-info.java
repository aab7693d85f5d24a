/** Attribute structs being filled in, and the loops around calls that may have to be repeated. */
package bpf4j.syscall.internal.call;
