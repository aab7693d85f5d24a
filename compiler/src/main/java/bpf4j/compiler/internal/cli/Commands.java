package bpf4j.compiler.internal.cli;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.VerifierException;
import bpf4j.syscall.NativeAccessException;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.UnsupportedFeatureException;

/** Runs a command: what goes wrong in a foreseen way is one line on standard error. */
final class Commands {
  static final int SUCCESS = 0;
  static final int FAILURE = 1;
  static final int USAGE_ERROR = 2;

  /** What a command does. */
  @FunctionalInterface
  interface Command {
    void run();
  }

  private Commands() {}

  /**
   * Runs a command.
   *
   * @return its exit status
   */
  static int run(Command command) {
    try {
      command.run();
      return SUCCESS;
    } catch (CommandException e) {
      return report(e, e.status());
    } catch (SyscallException
        | UnsupportedFeatureException
        | NativeAccessException
        | CompileException
        | VerifierException e) {
      return report(e, FAILURE);
    }
  }

  /** Ends the JVM if the command failed; else lets it end by itself, as other threads may go on. */
  static void exit(int status) {
    if (status != SUCCESS) {
      System.out.flush();
      System.exit(status);
    }
  }

  private static int report(RuntimeException e, int status) {
    System.err.println("bpf4j: " + e.getMessage().replaceAll("\\s*\\R\\s*", " "));
    return status;
  }
}
