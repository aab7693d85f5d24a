/**
 * Operations of maps, through the typed maps and through the peers: start with {@link
 * bpf4j.benchmarks.compare.map.MapWorkload}.
 */
package bpf4j.benchmarks.compare.map;
