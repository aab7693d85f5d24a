/**
 * Tells what this machine, kernel, user and JVM can do: {@link
 * bpf4j.compiler.internal.cli.doctor.Doctor} collects {@link
 * bpf4j.compiler.internal.cli.doctor.Finding}s from one class for each area, and prints them as
 * text or JSON. Findings come from trying where that harms nobody, else from {@code /proc} and
 * {@code /sys}; nothing is mounted, changed or left behind.
 */
package bpf4j.compiler.internal.cli.doctor;
