/** The kernel's structs as byte offsets: the only place that knows them. */
package bpf4j.syscall.internal.layout;
