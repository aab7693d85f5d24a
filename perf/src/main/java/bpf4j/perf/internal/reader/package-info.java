/** Readers over rings: threads, waiting, ends, and the ways to hand out events. */
package bpf4j.perf.internal.reader;
