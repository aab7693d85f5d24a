package bpf4j.compiler.internal.cli.doctor;

import java.util.Locale;

/**
 * One thing looked at.
 *
 * @param area what it belongs to
 * @param name its name within the area, which programs may rely on
 * @param status how it is
 * @param detail what was found
 * @param remedy what lifts a restriction; empty if there is none, or nothing to lift
 */
record Finding(String area, String name, Status status, String detail, String remedy) {

  /** How something is, best first. */
  enum Status {
    OK,
    /** It works, less well or less safely than it could. */
    LIMITED,
    /** It does not work, now or on this kernel. */
    MISSING,
    /** It could not be found out. */
    UNKNOWN;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String area, String name, String detail) {
    return new Finding(area, name, Status.OK, detail, "");
  }

  static Finding limited(String area, String name, String detail, String remedy) {
    return new Finding(area, name, Status.LIMITED, detail, remedy);
  }

  static Finding missing(String area, String name, String detail, String remedy) {
    return new Finding(area, name, Status.MISSING, detail, remedy);
  }

  static Finding unknown(String area, String name, String detail, String remedy) {
    return new Finding(area, name, Status.UNKNOWN, detail, remedy);
  }
}
