package bpf4j.compiler.internal.cli;

/**
 * What the main job is told: {@code [interface [seconds]]}.
 *
 * @param interfaceName whose packets to count
 * @param seconds for how long, from 1
 */
record Arguments(String interfaceName, int seconds) {
  static final String SYNTAX = "[interface [seconds]]";

  private static final String DEFAULT_INTERFACE = "lo";
  private static final int DEFAULT_SECONDS = 10;

  static Arguments parse(String... args) {
    if (args.length > 2) {
      throw CommandException.usage("too many arguments; expected " + SYNTAX + ", such as: lo 10");
    }
    String interfaceName = args.length > 0 ? args[0] : DEFAULT_INTERFACE;
    if (interfaceName.isBlank() || interfaceName.startsWith("-")) {
      throw CommandException.usage(
          "'" + interfaceName + "' is not an interface; expected " + SYNTAX + ", such as: lo 10");
    }
    return new Arguments(interfaceName, args.length > 1 ? seconds(args[1]) : DEFAULT_SECONDS);
  }

  private static int seconds(String text) {
    try {
      int seconds = Integer.parseInt(text);
      if (seconds > 0) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // Said below, as for the numbers that are none of seconds.
    }
    throw CommandException.usage(
        "'"
            + text
            + "' is not a number of seconds from 1; expected "
            + SYNTAX
            + ", such as: lo 10");
  }
}
