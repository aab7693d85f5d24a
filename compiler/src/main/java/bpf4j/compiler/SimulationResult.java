package bpf4j.compiler;

import java.util.Optional;

/**
 * What a program did when it ran on the JVM.
 *
 * @param verdict what it returned, or the default verdict if it failed
 * @param failure where it ended, if that is where Java threw
 */
public record SimulationResult(long verdict, Optional<Failure> failure) {}
