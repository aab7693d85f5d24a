/**
 * How long a program is on its way from the start of the JVM to the first packet that it counted,
 * and with what: {@code benchmarks/startup} runs {@link bpf4j.benchmarks.startup.FirstPacket} in
 * fresh JVMs.
 */
package bpf4j.benchmarks.startup;
