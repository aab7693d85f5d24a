package bpf4j.syscall.bpf;

import bpf4j.syscall.io.Fd;
import java.util.Objects;

/**
 * Where among the programs of one hook a program goes (tcx and netkit since Linux 6.6 and 6.7,
 * control groups since 6.17). Immutable.
 */
public final class Anchor {
  /** Anywhere; the kernel puts it last. */
  public static final Anchor NONE = new Anchor(0, null, 0, 0);

  private static final int BEFORE = 1 << 3;
  private static final int AFTER = 1 << 4;
  private static final int BY_ID = 1 << 5;
  private static final int IS_LINK = 1 << 13;

  private final int flags;
  private final Fd relative;
  private final int relativeId;
  private final long expectedRevision;

  private Anchor(int flags, Fd relative, int relativeId, long expectedRevision) {
    this.flags = flags;
    this.relative = relative;
    this.relativeId = relativeId;
    this.expectedRevision = expectedRevision;
  }

  /**
   * Before all others.
   *
   * @return the place
   */
  public static Anchor first() {
    return new Anchor(BEFORE, null, 0, 0);
  }

  /**
   * After all others.
   *
   * @return the place
   */
  public static Anchor last() {
    return new Anchor(AFTER, null, 0, 0);
  }

  /**
   * Right before a program.
   *
   * @param program an attached program
   * @return the place
   */
  public static Anchor beforeProgram(Fd program) {
    return new Anchor(BEFORE, Objects.requireNonNull(program, "program"), 0, 0);
  }

  /**
   * Right after a program.
   *
   * @param program an attached program
   * @return the place
   */
  public static Anchor afterProgram(Fd program) {
    return new Anchor(AFTER, Objects.requireNonNull(program, "program"), 0, 0);
  }

  /**
   * Right before a program, by its id.
   *
   * @param id the program's id
   * @return the place
   */
  public static Anchor beforeProgramId(int id) {
    return new Anchor(BEFORE | BY_ID, null, id, 0);
  }

  /**
   * Right after a program, by its id.
   *
   * @param id the program's id
   * @return the place
   */
  public static Anchor afterProgramId(int id) {
    return new Anchor(AFTER | BY_ID, null, id, 0);
  }

  /**
   * Right before a link.
   *
   * @param link a link to the same hook
   * @return the place
   */
  public static Anchor beforeLink(Fd link) {
    return new Anchor(BEFORE | IS_LINK, Objects.requireNonNull(link, "link"), 0, 0);
  }

  /**
   * Right after a link.
   *
   * @param link a link to the same hook
   * @return the place
   */
  public static Anchor afterLink(Fd link) {
    return new Anchor(AFTER | IS_LINK, Objects.requireNonNull(link, "link"), 0, 0);
  }

  /**
   * Only if the hook has not changed meanwhile: ESTALE otherwise.
   *
   * @param revision of {@link QueryResult#revision}
   * @return a copy with this condition
   */
  public Anchor ifRevision(long revision) {
    return new Anchor(flags, relative, relativeId, revision);
  }

  int flags() {
    return flags;
  }

  Fd relative() {
    return relative;
  }

  int relativeId() {
    return relativeId;
  }

  long expectedRevision() {
    return expectedRevision;
  }
}
