package bpf4j.benchmarks.compare;

import bpf4j.benchmarks.compare.peer.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a report says about the machine, the run and all versions. */
final class Facts {
  static final String LOAD_AT_END = "load average at the end";

  private Facts() {}

  static Map<String, String> atStart(Options options, int processors) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    facts.put("kernel", System.getProperty("os.version") + " on " + System.getProperty("os.arch"));
    facts.put("processors", processors + " x " + processor());
    facts.put("Java", System.getProperty("java.vm.version"));
    for (Tool tool : Tool.values()) {
      facts.put(tool.label(), tool.version());
    }
    facts.put("form", options.quick() ? "quick" : "whole");
    facts.put("load average at the start", load());
    return facts;
  }

  static void atEnd(Map<String, String> facts, Duration took) {
    facts.put(LOAD_AT_END, load());
    facts.put("took", took.toSeconds() + " s");
  }

  private static String load() {
    return line(Path.of("/proc/loadavg"), "").replaceFirst("^(\\S+ \\S+ \\S+).*", "$1");
  }

  private static String processor() {
    return line(Path.of("/proc/cpuinfo"), "model name").replaceFirst("^[^:]*:\\s*", "");
  }

  private static String line(Path file, String start) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(start))
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
