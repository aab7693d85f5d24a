package bpf4j.syscall.probe;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the probes with bpftool's. */
class FeatureProbesTest {
  private static final int LAST_OF_BPFTOOL = 208;
  private static final Set<String> UNTRIED_BY_BPFTOOL =
      Set.of("bpf_trace_printk", "bpf_trace_vprintk", "bpf_probe_write_user");
  private static String features = "";

  @BeforeAll
  static void askBpftool() throws IOException, InterruptedException {
    Requirements.root();
    Process bpftool =
        new ProcessBuilder(Requirements.tool("bpftool"), "feature", "probe", "kernel").start();
    features = new String(bpftool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bpftool.waitFor();
  }

  /** Whether bpftool says a type is available; null if it does not know it. */
  private static Boolean bpftool(String kind, Enum<?> type) {
    String name = type.name().toLowerCase(Locale.ROOT);
    Matcher m = Pattern.compile(kind + " " + name + " is (NOT )?available").matcher(features);
    return m.find() ? m.group(1) == null : null;
  }

  @Test
  void programTypesAreThoseThatBpftoolFinds() {
    int compared = 0;
    for (ProgramType type : ProgramType.values()) {
      Support ours = FeatureProbes.programType(type);
      Boolean theirs = bpftool("program_type", type);
      // bpftool says no where it is not permitted; we say that we do not know.
      if (theirs != null && ours.answer() != Support.Answer.UNKNOWN) {
        assertThat(ours.isYes()).as("%s: %s", type, ours).isEqualTo(theirs);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  @Test
  void mapTypesAreThoseThatBpftoolFinds() {
    int compared = 0;
    for (MapType type : MapType.values()) {
      Support ours = FeatureProbes.mapType(type);
      Boolean theirs = bpftool("map_type", type);
      assertThat(ours.answer()).as("%s: %s", type, ours).isNotEqualTo(Support.Answer.UNKNOWN);
      if (theirs != null) {
        assertThat(ours.isYes()).as("%s: %s", type, ours).isEqualTo(theirs);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  @Test
  void helpersAreAmongThoseThatBpftoolFinds() throws IOException, InterruptedException {
    Map<String, Integer> numbers = helperNumbers();
    assertThat(numbers).hasSizeGreaterThan(100);
    for (ProgramType type :
        new ProgramType[] {ProgramType.SOCKET_FILTER, ProgramType.XDP, ProgramType.KPROBE}) {
      Set<String> theirs = bpftoolHelpers(type);
      assertThat(theirs).hasSizeGreaterThan(20);
      numbers.forEach(
          (name, number) -> {
            Support ours = FeatureProbes.helper(type, number);
            // bpftool 7.1 does not understand newer verifiers' refusals, so it may find more.
            if (!UNTRIED_BY_BPFTOOL.contains(name) && ours.isYes()) {
              assertThat(theirs).as("%s in %s", name, type).contains(name);
            }
          });
    }
  }

  @Test
  void helpersAreThoseOfTheKernelsTables() {
    // bpf_base_func_proto, sk_filter_func_proto, xdp_func_proto, kprobe_prog_func_proto
    for (int helper : new int[] {1, 2, 3, 5, 6, 7, 8, 12, 26}) {
      assertThat(FeatureProbes.helper(ProgramType.SOCKET_FILTER, helper).isYes()).isTrue();
    }
    for (int helper : new int[] {9, 23, 27, 44}) {
      assertThat(FeatureProbes.helper(ProgramType.SOCKET_FILTER, helper).isNo()).isTrue();
    }
    assertThat(FeatureProbes.helper(ProgramType.XDP, 44).isYes()).isTrue();
    assertThat(FeatureProbes.helper(ProgramType.XDP, 9).isNo()).isTrue();
    assertThat(FeatureProbes.helper(ProgramType.KPROBE, 14).isYes()).isTrue();
    assertThat(FeatureProbes.helper(ProgramType.KPROBE, 23).isNo()).isTrue();
    assertThat(FeatureProbes.helper(ProgramType.TRACING, 1).answer())
        .isEqualTo(Support.Answer.UNKNOWN);
  }

  private static Set<String> bpftoolHelpers(ProgramType type) {
    String name = type.name().toLowerCase(Locale.ROOT);
    int from = features.indexOf("supported for program type " + name + ":");
    int to = features.indexOf("supported for program type ", from + 1);
    Set<String> names = new HashSet<>();
    Matcher m = Pattern.compile("- (bpf_\\w+)").matcher(features.substring(from, to));
    while (m.find()) {
      names.add(m.group(1));
    }
    return names;
  }

  /** The kernel's own table of helpers, out of its type information. */
  private static Map<String, Integer> helperNumbers() throws IOException, InterruptedException {
    Path btf = Path.of("/sys/kernel/btf/vmlinux");
    Requirements.kernel(Files.exists(btf), "this kernel has no BTF");
    Process dump =
        new ProcessBuilder("bpftool", "btf", "dump", "file", btf.toString(), "format", "c").start();
    String types = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    dump.waitFor();
    Map<String, Integer> numbers = new HashMap<>();
    Matcher m = Pattern.compile("\\bBPF_FUNC_(\\w+) = (\\d+),").matcher(types);
    while (m.find()) {
      // bpftool 7.1 knows the helpers of Linux 6.1 only.
      if (Integer.parseInt(m.group(2)) <= LAST_OF_BPFTOOL) {
        numbers.put("bpf_" + m.group(1), Integer.valueOf(m.group(2)));
      }
    }
    numbers.remove("bpf_unspec");
    return numbers;
  }

  @Test
  void unknownHelperIsRefusedWithTheVerifiersWords() {
    Support support = FeatureProbes.helper(ProgramType.SOCKET_FILTER, 99_999);
    assertThat(support.isNo()).isTrue();
    assertThat(support.cause()).contains("99999");
  }

  @Test
  void instructionsFollowTheKernel() {
    for (InstructionFeature feature : InstructionFeature.values()) {
      Support support = FeatureProbes.instruction(feature);
      if (KernelVersion.running().atLeast(feature.since())) {
        assertThat(support.isYes()).as("%s: %s", feature, support).isTrue();
      } else {
        assertThat(support.answer()).isNotEqualTo(Support.Answer.UNKNOWN);
      }
    }
    if (KernelVersion.running().atLeast(InstructionSet.V4.since())) {
      assertThat(FeatureProbes.instructionSet()).isEqualTo(InstructionSet.V4);
    }
  }

  @Test
  void olderAttachTypesAreThere() {
    for (AttachType type : AttachType.values()) {
      Support support = FeatureProbes.attachType(type);
      assertThat(support.answer()).as("%s: %s", type, support).isNotNull();
      if (type.since().compareTo(KernelVersion.of(5, 10)) < 0 && type != AttachType.LIRC_MODE2) {
        assertThat(support.isYes()).as("%s: %s", type, support).isTrue();
      }
    }
  }
}
