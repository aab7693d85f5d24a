package bpf4j.perf.internal.ring;

/** Tells rings to hand out no further event. Thread-safe. */
public final class Stop {
  private final Stop wider;
  private volatile boolean asked;

  /** Makes one that nobody has asked. */
  public Stop() {
    this(null);
  }

  /**
   * Makes one that another asks, too.
   *
   * @param wider the other
   */
  public Stop(Stop wider) {
    this.wider = wider;
  }

  /** Asks. */
  public void ask() {
    asked = true;
  }

  /** {@return whether anybody asked} */
  public boolean isAsked() {
    return asked || wider != null && wider.isAsked();
  }
}
