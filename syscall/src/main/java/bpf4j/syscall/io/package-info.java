/** Owned resources: file descriptors, native and mapped memory, epoll and event descriptors. */
package bpf4j.syscall.io;
