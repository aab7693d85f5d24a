package bpf4j.compiler.internal.cli;

import bpf4j.compiler.internal.cli.doctor.Doctor;
import java.util.Arrays;

/** What {@code java -jar bpf4j-all.jar} runs: picks a command by its first argument. */
public final class Main {
  private static final String HELP =
      """
      bpf4j runs Java lambdas in the Linux kernel as BPF programs and reads back what they saw.

      java -jar bpf4j-all.jar run %s   counts packets by protocol, on lo for 10 seconds
      java -jar bpf4j-all.jar doctor [--json]           what this machine, kernel, user and JDK can do
      java -jar bpf4j-all.jar help                      this text
      java -jar bpf4j-all.jar version                   which bpf4j this is

      A single source file that uses bpf4j runs like a script, and so does jshell:

      java -cp bpf4j-all.jar SockProto.java lo 10
      jshell --class-path bpf4j-all.jar
      """
          .formatted(Arguments.SYNTAX);

  private Main() {}

  /**
   * Runs; ends the JVM with status 2 for a command that does not exist, 1 when it cannot be done.
   *
   * @param args the command and what it takes
   */
  public static void main(String[] args) {
    Commands.exit(Commands.run(() -> run(args)));
  }

  private static void run(String... args) {
    String command = args.length == 0 ? "help" : args[0];
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    switch (command) {
      case "run" -> MainJob.run(rest);
      case "doctor" -> doctor(rest);
      case "help", "--help", "-h" -> System.out.print(HELP);
      case "version", "--version" -> System.out.println("bpf4j " + version());
      default -> throw CommandException.usage("there is no command '" + command + "'; try: help");
    }
  }

  private static void doctor(String... args) {
    boolean json = args.length == 1 && args[0].equals("--json");
    if (args.length > 0 && !json) {
      throw CommandException.usage("doctor takes nothing but --json");
    }
    System.out.print(json ? Doctor.json() : Doctor.text());
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not from a jar)" : version;
  }
}
