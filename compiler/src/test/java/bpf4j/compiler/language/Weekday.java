package bpf4j.compiler.language;

/** An enum in a file of its own, which javac therefore switches on through a table. */
enum Weekday {
  MONDAY,
  TUESDAY,
  WEDNESDAY,
  THURSDAY,
  FRIDAY,
  SATURDAY,
  SUNDAY;

  boolean isFree() {
    return this == SATURDAY || this == SUNDAY;
  }

  static Weekday of(int number) {
    return switch (number) {
      case 0 -> MONDAY;
      case 1 -> TUESDAY;
      case 5 -> SATURDAY;
      case 7 -> SUNDAY;
      default -> THURSDAY;
    };
  }
}
