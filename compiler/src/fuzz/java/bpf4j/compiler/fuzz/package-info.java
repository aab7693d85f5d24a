/**
 * Tests the compiler against the JVM with random programs: {@link bpf4j.compiler.fuzz.Fuzz} is the
 * main class. Programs are made in {@code generate}, as trees of {@code ast}, run in {@code run},
 * and made small in {@code shrink} when they fail.
 */
package bpf4j.compiler.fuzz;
