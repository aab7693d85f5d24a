package bpf4j.syscall.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares our enumerations with the running kernel's, name by name and number by number. */
class KernelEnumsTest {
  private static String types = "";

  @BeforeAll
  static void readTypes() throws IOException, InterruptedException {
    Path btf = Path.of("/sys/kernel/btf/vmlinux");
    Requirements.kernel(Files.exists(btf), "this kernel has no BTF");
    Process dump =
        new ProcessBuilder(
                Requirements.tool("bpftool"), "btf", "dump", "file", btf.toString(), "format", "c")
            .start();
    types = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    dump.waitFor();
  }

  /** The kernel's names and numbers that our table, of Linux 6.18, should have. */
  private static Map<String, Integer> kernel(String name, int count) {
    int from = types.indexOf("enum " + name + " {");
    Map<String, Integer> members = new TreeMap<>();
    Matcher m =
        Pattern.compile("(\\w+) = (\\d+),")
            .matcher(types.substring(from, types.indexOf('}', from)));
    while (m.find()) {
      int number = Integer.parseInt(m.group(2));
      boolean marker = m.group(1).startsWith("__") || m.group(1).endsWith("_UNSPEC");
      boolean otherName = m.group(1).endsWith("_DEPRECATED") || m.group(1).equals("BPF_PROG_RUN");
      if (!marker && !otherName && number < count) {
        members.put(m.group(1), number);
      }
    }
    return members;
  }

  private static <E extends Enum<E>> void compare(
      String name, E[] values, Function<E, String> kernelName, ToIntFunction<E> number) {
    Map<String, Integer> ours = new TreeMap<>();
    int last = Arrays.stream(values).mapToInt(number).max().orElseThrow();
    for (E value : values) {
      ours.put(kernelName.apply(value), number.applyAsInt(value));
    }
    Map<String, Integer> kernels = kernel(name, last + 1);
    assertThat(kernels).isNotEmpty();
    assertThat(ours).containsAllEntriesOf(kernels);
  }

  @Test
  void numbersAreTheKernels() {
    compare("bpf_cmd", BpfCommand.values(), BpfCommand::kernelName, BpfCommand::number);
    compare("bpf_map_type", MapType.values(), MapType::kernelName, MapType::number);
    compare("bpf_prog_type", ProgramType.values(), ProgramType::kernelName, ProgramType::number);
    compare("bpf_attach_type", AttachType.values(), AttachType::kernelName, AttachType::number);
    compare("bpf_link_type", LinkType.values(), LinkType::kernelName, LinkType::number);
  }

  @Test
  void lookupByNumberFindsEach() {
    for (MapType type : MapType.values()) {
      assertThat(MapType.of(type.number())).contains(type);
    }
    for (AttachType type : AttachType.values()) {
      assertThat(AttachType.of(type.number())).contains(type);
    }
    assertThat(ProgramType.of(9999)).isEmpty();
    assertThat(LinkType.of(0)).isEmpty();
    assertThat(BpfCommand.of(-1)).isEmpty();
  }
}
