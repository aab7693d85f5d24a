/** From errno to exception: types, advice, and what stood in the way of a privileged call. */
package bpf4j.syscall.internal.failure;
