/** Channels: maps in the kernel with rings over their memory, and their twins in the JVM. */
package bpf4j.perf.internal.channel;
