/**
 * Histograms: {@code Scale} says which bucket a value belongs to, in programs and in Java alike;
 * {@code CpuHistogram} and {@code HashHistogram} count in maps; {@code HistogramText} draws bars.
 */
package bpf4j.maps.internal.histogram;
