/**
 * The other tools: whether they are here and how they are installed ({@link
 * bpf4j.benchmarks.compare.peer.Tool}), how their programs are made, and how they are told what to
 * do ({@link bpf4j.benchmarks.compare.peer.Peer}).
 */
package bpf4j.benchmarks.compare.peer;
