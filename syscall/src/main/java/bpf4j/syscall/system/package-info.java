/** What this machine is and has: pages, CPUs, limits, the kernel's special file systems. */
package bpf4j.syscall.system;
