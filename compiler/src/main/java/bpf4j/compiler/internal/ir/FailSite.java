package bpf4j.compiler.internal.ir;

/**
 * A place where a run may end because Java would throw there.
 *
 * @param position the Java line
 * @param reason what failed, for people
 */
public record FailSite(SourcePosition position, String reason) {}
