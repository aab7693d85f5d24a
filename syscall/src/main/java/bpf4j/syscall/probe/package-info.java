/**
 * Questions to the running kernel: {@link bpf4j.syscall.probe.FeatureProbes} finds out what it can
 * do, in answers of three values ({@link bpf4j.syscall.probe.Support}).
 */
package bpf4j.syscall.probe;
