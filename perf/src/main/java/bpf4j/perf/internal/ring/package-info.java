/** Rings in shared memory: how records lie there, and in which order they are read and freed. */
package bpf4j.perf.internal.ring;
