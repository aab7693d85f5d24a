/** The kernel's tracing file system, without leaving a mount behind. */
package bpf4j.perf.internal.tracefs;
