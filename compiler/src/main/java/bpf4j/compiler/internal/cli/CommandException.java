package bpf4j.compiler.internal.cli;

/** A command cannot go on; the message is one line for the person who typed it. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private CommandException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The command was typed wrong. */
  static CommandException usage(String message) {
    return new CommandException(Commands.USAGE_ERROR, message);
  }

  /** The command was typed right and failed. */
  static CommandException failure(String message) {
    return new CommandException(Commands.FAILURE, message);
  }

  int status() {
    return status;
  }
}
