package bpf4j.benchmarks.compare.count;

import bpf4j.benchmarks.compare.peer.Tool;
import java.util.ArrayList;
import java.util.List;

/** What is counted, and how {@code traced} is told to do it. */
enum Counted {
  /** Datagrams on loopback. */
  PACKETS("socket", "send", 17),
  /** Calls of a function. */
  CALLS("uprobe", "call", 0),
  /** System calls, by their tracepoint. */
  SYSTEM_CALLS("tracepoint", "syscall", 0);

  private final String argument;
  private final String operation;
  private final int index;

  Counted(String argument, String operation, int index) {
    this.argument = argument;
    this.operation = operation;
    this.index = index;
  }

  /** What the traced program calls it. */
  String operation() {
    return operation;
  }

  /** Where it is counted. */
  int index() {
    return index;
  }

  /** The arguments of counters. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of(argument));
    switch (this) {
      case PACKETS -> arguments.add("lo");
      case CALLS -> {
        arguments.add(traced());
        arguments.add("traced_call");
      }
      case SYSTEM_CALLS -> arguments.addAll(List.of("syscalls", "sys_enter_getppid"));
    }
    return arguments;
  }

  /** The file of the program that is traced, which is made if need be. */
  static String traced() {
    List<String> command = Tool.LIBBPF.command("traced");
    return command.get(command.size() - 1);
  }

  /** The probe of a script of bpftrace. */
  String probe() {
    List<String> arguments = arguments();
    return String.join(":", arguments);
  }
}
