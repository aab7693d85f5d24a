package bpf4j.benchmarks.compare.count;

import bpf4j.benchmarks.compare.peer.Peer;
import bpf4j.benchmarks.compare.peer.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How each tool's counter is run. */
final class Sides {
  /** The name of our side. */
  static final String OURS = "bpf4j";

  /** The others, in the order of rows. */
  static final List<Tool> TOOLS =
      List.of(Tool.LIBBPF, Tool.CILIUM, Tool.BCC_PYTHON, Tool.BCC_LUA, Tool.BPFTRACE);

  private Sides() {}

  /** The command of our side, with more options for the JVM. */
  static List<String> ours(Counted counted, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Counter.class.getName()));
    command.addAll(counted.arguments());
    return command;
  }

  /** The command of a tool's program that counts. */
  static List<String> command(Tool tool, Counted counted) {
    List<String> arguments = new ArrayList<>();
    arguments.add(
        tool == Tool.LIBBPF || tool == Tool.CILIUM ? Tool.CLANG.command("counter").get(0) : "-");
    arguments.addAll(counted.arguments());
    return tool.command("counter", arguments.toArray(String[]::new));
  }

  /** A tool's side. */
  static CountingSide of(Tool tool, Counted counted, Peer traced) {
    return switch (tool) {
      case BPFTRACE -> new ScriptSide(counted, traced);
      case BCC_LUA -> new RestartedSide(command(tool, counted), counted);
      default -> new PeerSide(command(tool, counted), counted);
    };
  }
}
