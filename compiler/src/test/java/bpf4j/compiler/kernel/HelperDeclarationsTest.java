package bpf4j.compiler.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.kernel.Declarations.Declared;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramLoadAttr;
import bpf4j.syscall.bpf.ProgramLoadException;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.probe.FeatureProbes;
import bpf4j.syscall.probe.Support;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is declared of helpers against what the kernel says of them. */
class HelperDeclarationsTest {
  private static final Set<Argument> IMPLIED =
      Set.of(Argument.CONTEXT, Argument.SIZE, Argument.ZERO, Argument.RESULT_MEMORY);

  /**
   * What a kernel may be built without, by the options that {@code net/} and {@code kernel/} name.
   */
  private static final Set<String> OPTIONAL =
      Set.of(
          "override_return", // BPF_KPROBE_OVERRIDE
          "skb_get_xfrm_state", // XFRM
          "skb_cgroup_classid", // CGROUP_NET_CLASSID
          "get_cgroup_classid",
          "lwt_push_encap", // LWTUNNEL_BPF
          "lwt_seg6_store_bytes", // IPV6_SEG6_BPF
          "lwt_seg6_adjust_srh",
          "lwt_seg6_action",
          "tcp_raw_gen_syncookie_ipv4", // SYN_COOKIES
          "tcp_raw_gen_syncookie_ipv6",
          "tcp_raw_check_syncookie_ipv4",
          "tcp_raw_check_syncookie_ipv6",
          "getsockopt", // some attach types only
          "setsockopt",
          "rc_repeat", // BPF_LIRC_MODE2
          "rc_keydown",
          "rc_pointer_rel",
          "probe_write_user"); // not under lockdown

  @Test
  void numbersAreThoseOfTheKernelsHeader() throws IOException {
    Path header = Path.of("/usr/include/linux/bpf.h");
    assumeThat(header).exists();
    Map<String, Integer> numbers = new HashMap<>();
    Matcher names = Pattern.compile("\\bFN\\((\\w+)[),]").matcher(Files.readString(header));
    while (names.find()) {
      if (!names.group(1).equals("x")) {
        numbers.put(names.group(1), numbers.size());
      }
    }
    assertThat(Declarations.all()).hasSizeGreaterThan(100);
    for (Declared declared : Declarations.all()) {
      assertThat(numbers)
          .as(declared.toString())
          .containsEntry(declared.helper().name(), declared.helper().id());
    }
  }

  @Test
  void argumentsTakeTheMethodsParameters() {
    for (Declared declared : Declarations.all()) {
      Helper helper = declared.helper();
      assertThat(helper.arguments().length).isLessThanOrEqualTo(5);
      if (helper.arguments().length == 0) {
        assertThat(declared.method().getParameterTypes())
            .as(declared.toString())
            .isSubsetOf(int.class, long.class);
      } else {
        // A string's size is taken, though not by an argument of its own.
        long taken = Arrays.stream(helper.arguments()).filter(a -> !IMPLIED.contains(a)).count();
        assertThat(taken).as(declared.toString()).isEqualTo(declared.method().getParameterCount());
      }
    }
  }

  @Test
  void thoseWhoMayCallCan() {
    Requirements.root();
    Set<String> missing = new TreeSet<>();
    for (Declared declared : Declarations.all()) {
      Helper helper = declared.helper();
      for (ProgramType type : callers(helper)) {
        Support support = FeatureProbes.helper(type, helper.id());
        if (support.isNo() && isOld(helper, type) && !OPTIONAL.contains(helper.name())) {
          missing.add(type + " " + helper.name());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean isOld(Helper helper, ProgramType type) {
    String since = helper.since();
    for (Helper.Since late : helper.sinceFor()) {
      since = late.programType() == type ? late.kernel() : since;
    }
    return KernelVersion.running().atLeast(KernelVersion.parse(since))
        && FeatureProbes.programType(type).isYes();
  }

  private static List<ProgramType> callers(Helper helper) {
    return helper.callers().length == 0
        ? List.of(ProgramType.SOCKET_FILTER, ProgramType.XDP, ProgramType.KPROBE)
        : List.of(helper.callers());
  }

  /** Those that are for the GPL are refused under another licence, and no others. */
  @Test
  void licencesAreThoseOfTheKernel() {
    Requirements.root();
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (Declared declared : Declarations.all()) {
      for (ProgramType type : callers(declared.helper())) {
        if (type != ProgramType.SYSCALL
            && FeatureProbes.helper(type, declared.helper().id()).isYes()) {
          asked++;
          if (isForGplOnly(type, declared.helper().id()) != declared.helper().gplOnly()) {
            wrong.add(type + " " + declared);
          }
          break;
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(60);
  }

  private static boolean isForGplOnly(ProgramType type, int helper) {
    ByteBuffer program = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
    program.putLong(0x85L | (long) helper << 32).putLong(0xb7L).putLong(0x95L).flip();
    ProgramLoadAttr.Builder attr = ProgramLoadAttr.builder(type, program, "MIT");
    switch (type) {
      case CGROUP_SOCK -> attr.expectedAttachType(AttachType.CGROUP_INET_SOCK_CREATE);
      case CGROUP_SOCK_ADDR -> attr.expectedAttachType(AttachType.CGROUP_INET4_CONNECT);
      case CGROUP_SOCKOPT -> attr.expectedAttachType(AttachType.CGROUP_GETSOCKOPT);
      default -> {}
    }
    try {
      ProgramCalls.load(attr.build()).fd().close();
      return false;
    } catch (ProgramLoadException e) {
      return e.log().contains("GPL");
    }
  }
}
