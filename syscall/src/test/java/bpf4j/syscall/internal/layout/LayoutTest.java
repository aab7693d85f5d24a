package bpf4j.syscall.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.syscall.KernelVersion;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares every offset with C: the running kernel's own types, and the system's headers. */
class LayoutTest {
  private static final KernelVersion DESCRIBED = KernelVersion.of(6, 18);

  /** The C type, how its members are reached, and the structs nested in it, longest name first. */
  private record Group(Class<?> constants, String type, String prefix, List<String> nested) {}

  private static final String ATTR = "union bpf_attr";
  private static final List<Group> GROUPS =
      List.of(
          group(BpfAttr.MapCreate.class, ATTR, ""),
          group(BpfAttr.MapElement.class, ATTR, ""),
          group(BpfAttr.MapBatch.class, ATTR, "batch."),
          group(BpfAttr.ProgLoad.class, ATTR, ""),
          group(BpfAttr.Obj.class, ATTR, ""),
          group(BpfAttr.ProgAttach.class, ATTR, ""),
          group(BpfAttr.TestRun.class, ATTR, "test."),
          group(BpfAttr.GetId.class, ATTR, ""),
          group(BpfAttr.Info.class, ATTR, "info."),
          group(BpfAttr.ProgQuery.class, ATTR, "query."),
          group(BpfAttr.RawTracepoint.class, ATTR, "raw_tracepoint."),
          group(BpfAttr.BtfLoad.class, ATTR, ""),
          group(BpfAttr.TaskFdQuery.class, ATTR, "task_fd_query."),
          group(
              BpfAttr.LinkCreate.class,
              ATTR,
              "link_create.",
              "perf_event.",
              "kprobe_multi.",
              "uprobe_multi.",
              "tracing.",
              "netfilter.",
              "tcx.",
              "netkit.",
              "cgroup."),
          group(BpfAttr.LinkUpdate.class, ATTR, "link_update."),
          group(BpfAttr.LinkDetach.class, ATTR, "link_detach."),
          group(BpfAttr.EnableStats.class, ATTR, "enable_stats."),
          group(BpfAttr.IterCreate.class, ATTR, "iter_create."),
          group(BpfAttr.ProgBindMap.class, ATTR, "prog_bind_map."),
          group(BpfAttr.TokenCreate.class, ATTR, "token_create."),
          group(BpfAttr.StreamRead.class, ATTR, "prog_stream_read."),
          group(BpfStructs.ProgInfo.class, "struct bpf_prog_info", ""),
          group(BpfStructs.MapInfo.class, "struct bpf_map_info", ""),
          group(BpfStructs.BtfInfo.class, "struct bpf_btf_info", ""),
          group(
              BpfStructs.LinkInfo.class,
              "struct bpf_link_info",
              "",
              "raw_tracepoint.",
              "tracing.",
              "cgroup.",
              "iter.map.",
              "iter.cgroup.",
              "iter.task.",
              "iter.",
              "netns.",
              "xdp.",
              "struct_ops.",
              "netfilter.",
              "kprobe_multi.",
              "uprobe_multi.",
              "perf_event.uprobe.",
              "perf_event.kprobe.",
              "perf_event.tracepoint.",
              "perf_event.event.",
              "perf_event.",
              "tcx.",
              "netkit.",
              "sockmap."),
          group(
              BpfStructs.IterLinkInfo.class,
              "union bpf_iter_link_info",
              "",
              "map.",
              "cgroup.",
              "task."),
          group(PerfAttr.class, "struct perf_event_attr", ""));

  @TempDir Path folder;

  private static Group group(Class<?> constants, String type, String prefix, String... nested) {
    return new Group(constants, type, prefix, List.of(nested));
  }

  /** All constants as C expressions; what is not a plain offset is written by hand. */
  private static Map<String, String> expressions() throws ReflectiveOperationException {
    Map<String, String> expressions = new LinkedHashMap<>();
    for (Group group : GROUPS) {
      for (Field field : group.constants().getDeclaredFields()) {
        expressions.put(key(group, field), expression(group, field.getName()));
      }
    }
    return expressions;
  }

  private static Map<String, Integer> values() throws ReflectiveOperationException {
    Map<String, Integer> values = new LinkedHashMap<>();
    for (Group group : GROUPS) {
      for (Field field : group.constants().getDeclaredFields()) {
        values.put(key(group, field), field.getInt(null));
      }
    }
    return values;
  }

  private static String key(Group group, Field field) {
    return group.constants().getSimpleName() + "." + field.getName();
  }

  private static String expression(Group group, String constant) {
    String type = group.type();
    boolean perf = group.constants() == PerfAttr.class;
    if (constant.equals("SIZEOF") || (constant.equals("SIZE") && !type.equals(ATTR) && !perf)) {
      return "sizeof(" + type + ")";
    }
    if (constant.equals("SIZE") && !perf) {
      return group.constants() == BpfAttr.MapElement.class
          ? end(type, "flags")
          : end(type, group.prefix() + lastField(group));
    }
    if (constant.startsWith("BIT_")) {
      String bit = constant.substring("BIT_".length()).toLowerCase(Locale.ROOT);
      return "FIRST_BIT(" + type + ", " + bit + ") - 8 * " + offset(type, "read_format") + " - 64";
    }
    if (perf && constant.equals("FLAGS")) {
      return end(type, "read_format");
    }
    if (constant.equals("GPL_COMPATIBLE")) {
      return "FIRST_BIT(" + type + ", gpl_compatible) / 8";
    }
    return offset(type, group.prefix() + member(group, constant));
  }

  private static String member(Group group, String constant) {
    String name = constant.toLowerCase(Locale.ROOT);
    for (String nested : group.nested()) {
      String flat = nested.replace('.', '_');
      if (name.startsWith(flat)) {
        return nested + name.substring(flat.length());
      }
    }
    return name;
  }

  /** The member that ends last by our own constants. */
  private static String lastField(Group group) {
    String last = "";
    int lastOffset = -1;
    for (Field field : group.constants().getDeclaredFields()) {
      try {
        if (!field.getName().equals("SIZE") && field.getInt(null) >= lastOffset) {
          lastOffset = field.getInt(null);
          last = field.getName();
        }
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    return member(group, last);
  }

  private static String offset(String type, String member) {
    return "offsetof(" + type + ", " + member + ")";
  }

  private static String end(String type, String member) {
    return offset(type, member) + " + sizeof(((" + type + " *)0)->" + member + ")";
  }

  /**
   * Compiles and runs a C program that prints each expression, leaving out what C does not know.
   */
  private Map<String, Integer> askC(String header, Map<String, String> expressions)
      throws IOException, InterruptedException {
    String compiler = Requirements.tool("gcc", "clang");
    Map<String, String> left = new LinkedHashMap<>(expressions);
    for (int attempt = 0; attempt < 5; attempt++) {
      Path source = folder.resolve("layout.c");
      Path binary = folder.resolve("layout");
      Files.writeString(source, program(header, left));
      String errors =
          run(compiler, "-w", "-fmax-errors=0", "-o", binary.toString(), source.toString());
      if (Files.exists(binary)) {
        Map<String, Integer> answers = new HashMap<>();
        run(binary.toString())
            .lines()
            .map(line -> line.split(" ", 2))
            .forEach(words -> answers.put(words[0], Integer.valueOf(words[1])));
        return answers;
      }
      int before = left.size();
      List<String> keys = List.copyOf(left.keySet());
      Matcher error = Pattern.compile("layout\\.c:(\\d+):\\d+: error").matcher(errors);
      String[] lines = Files.readString(source).split("\n", -1);
      while (error.find()) {
        Matcher key =
            Pattern.compile("printf\\(\"(\\S+) ")
                .matcher(lines[Integer.parseInt(error.group(1)) - 1]);
        if (key.find() && keys.contains(key.group(1))) {
          left.remove(key.group(1));
        }
      }
      assertThat(left).as(errors).hasSizeLessThan(before);
    }
    throw new AssertionError("does not compile");
  }

  private static String program(String header, Map<String, String> expressions) {
    StringBuilder c =
        new StringBuilder("#include <stddef.h>\n#include <stdio.h>\n#include <string.h>\n");
    c.append(header);
    c.append(
        """

        static int first_bit(const unsigned char *p, int size) {
          for (int i = 0; i < 8 * size; i++) if (p[i / 8] >> (i % 8) & 1) return i;
          return -1;
        }
        #define FIRST_BIT(type, member) ({ type x; memset(&x, 0, sizeof x); x.member = 1; \\
            first_bit((unsigned char *)&x, sizeof x); })
        int main(void) {
        """);
    expressions.forEach(
        (key, expression) ->
            c.append("printf(\"")
                .append(key)
                .append(" %d\\n\", (int)(")
                .append(expression)
                .append("));\n"));
    return c.append("}\n").toString();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  /** The definitions of the structs alone, out of the kernel's whole type information. */
  private static String definitions(String vmlinux) {
    StringBuilder header =
        new StringBuilder(
            """
            typedef unsigned char __u8; typedef unsigned short __u16; typedef unsigned int __u32;
            typedef unsigned long long __u64; typedef int __s32; typedef long long __s64;
            """);
    for (String type :
        List.of(
            "enum bpf_cgroup_iter_order",
            "union bpf_attr",
            "struct bpf_prog_info",
            "struct bpf_map_info",
            "struct bpf_btf_info",
            "struct bpf_link_info",
            "union bpf_iter_link_info",
            "struct perf_event_attr")) {
      int from = vmlinux.indexOf("\n" + type + " {");
      if (from >= 0) {
        header.append(vmlinux, from, vmlinux.indexOf("\n};", from) + 3).append('\n');
      }
    }
    return header.toString();
  }

  @Test
  void agreesWithTheRunningKernel() throws Exception {
    String bpftool = Requirements.tool("bpftool");
    Path btf = Path.of("/sys/kernel/btf/vmlinux");
    Requirements.kernel(Files.exists(btf), "this kernel has no BTF");
    String vmlinux = run(bpftool, "btf", "dump", "file", btf.toString(), "format", "c");
    Map<String, Integer> kernel = askC(definitions(vmlinux), expressions());
    Map<String, Integer> ours = values();
    if (KernelVersion.running().atLeast(DESCRIBED)) {
      assertThat(kernel.keySet()).containsAll(ours.keySet());
    }
    KernelVersion running = KernelVersion.running();
    boolean described =
        running.major() == DESCRIBED.major() && running.minor() == DESCRIBED.minor();
    compare(ours, kernel, !described);
  }

  @Test
  void agreesWithTheSystemsHeaders() throws Exception {
    Requirements.machine(
        Files.exists(Path.of("/usr/include/linux/bpf.h")), "needs the kernel's user-space headers");
    Map<String, Integer> headers =
        askC("#include <linux/bpf.h>\n#include <linux/perf_event.h>\n", expressions());
    assertThat(headers).hasSizeGreaterThan(150);
    compare(values(), headers, true);
  }

  /**
   * Compares offsets, which never change.
   *
   * @param sizesDiffer whether structs may be longer or shorter there than in the kernel described
   */
  private static void compare(
      Map<String, Integer> ours, Map<String, Integer> theirs, boolean sizesDiffer) {
    TreeSet<String> wrong = new TreeSet<>();
    ours.forEach(
        (key, value) -> {
          boolean size = key.endsWith(".SIZE") || key.endsWith(".SIZEOF");
          Integer other = theirs.get(key);
          boolean isWrong = other != null && !other.equals(value);
          if (isWrong && !(size && sizesDiffer)) {
            wrong.add(key + " is " + value + ", in C " + other);
          }
        });
    assertThat(wrong).isEmpty();
  }
}
