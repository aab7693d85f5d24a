/** Packet, ICMP and ordinary sockets, and the socket options that attach programs. */
package bpf4j.syscall.net;
