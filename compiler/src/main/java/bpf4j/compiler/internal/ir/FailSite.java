package bpf4j.compiler.internal.ir;

import java.util.Objects;

/**
 * A place where a run may end because Java would throw there.
 *
 * @param position the Java line
 * @param reason what failed, for people
 */
public record FailSite(SourcePosition position, String reason) {
  /** Where a run ends because it has failed, and been counted, in a function that it called. */
  public static final FailSite COUNTED = new FailSite(null, "failed in a function");

  // Spelt out here and in hashCode: those that records get cost every program 10 ms at its start.
  @Override
  public boolean equals(Object other) {
    return other instanceof FailSite site
        && Objects.equals(position, site.position)
        && reason.equals(site.reason);
  }

  @Override
  public int hashCode() {
    return 31 * (position == null ? 0 : position.hashCode()) + reason.hashCode();
  }
}
