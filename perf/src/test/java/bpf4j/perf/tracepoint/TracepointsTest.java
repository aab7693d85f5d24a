package bpf4j.perf.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.perf.tracepoint.TracepointField.Kind;
import bpf4j.testkit.Requirements;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** All tracepoints of this kernel, and formats that other kernels write. */
class TracepointsTest {
  private static final String SWITCH =
      """
      name: sched_switch
      ID: 271
      format:
      \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
      \tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
      \tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
      \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

      \tfield:char prev_comm[16];\toffset:8;\tsize:16;\tsigned:0;
      \tfield:pid_t prev_pid;\toffset:24;\tsize:4;\tsigned:1;
      \tfield:long prev_state;\toffset:32;\tsize:8;\tsigned:1;

      print fmt: "prev_comm=%s ", REC->prev_comm
      """;

  @Test
  void allOfThisKernelAreUnderstood() {
    Requirements.root();
    List<TracepointName> names = Tracepoints.list();
    assertThat(names).hasSizeGreaterThan(500).contains(new TracepointName("sched", "sched_switch"));
    int unknownElements = 0;
    for (TracepointName name : names) {
      TracepointFormat format = Tracepoints.format(name);
      assertThat(format.name()).isEqualTo(name.event());
      assertThat(format.fields()).hasSizeGreaterThanOrEqualTo(4);
      assertThat(format.field("common_pid")).isPresent();
      TracepointField before = null;
      for (TracepointField field :
          format.fields().stream()
              .filter(f -> f.size() > 0)
              .sorted(Comparator.comparingInt(TracepointField::offset))
              .toList()) {
        assertThat(field.name()).matches("\\w+");
        assertThat(field.offset())
            .as("%s after %s in %s", field, before, name)
            .isGreaterThanOrEqualTo(before == null ? 0 : before.offset() + before.size());
        boolean isArray = field.kind() != Kind.SCALAR && field.kind() != Kind.STRUCT;
        unknownElements += isArray && field.elementSize() == 0 ? 1 : 0;
        before = field;
      }
    }
    // What is left are arrays of structs, whose size no format tells.
    assertThat(unknownElements).isLessThan(names.size() / 50);
  }

  @Test
  void fieldsAreWhatTheirDeclarationsSay() {
    TracepointFormat format = TracepointFormat.parse(SWITCH);
    assertThat(format.id()).isEqualTo(271);
    assertThat(format.field("prev_comm"))
        .contains(new TracepointField("prev_comm", "char", Kind.ARRAY, 8, 16, 1, false));
    assertThat(format.field("prev_comm").orElseThrow().isText()).isTrue();
    assertThat(format.field("prev_pid"))
        .contains(new TracepointField("prev_pid", "pid_t", Kind.SCALAR, 24, 4, 4, true));
    assertThat(format.field("prev_state"))
        .contains(new TracepointField("prev_state", "long", Kind.SCALAR, 32, 8, 8, true));
    assertThat(format.size()).isEqualTo(40);
    assertThat(format.nearest("prev_sate")).first().isEqualTo("prev_state");
  }

  @Test
  void allKindsOfDeclarationsAreRead() {
    assertThat(field("__data_loc char[] filename", 4))
        .isEqualTo(new TracepointField("filename", "char", Kind.DATA_LOC, 8, 4, 1, true));
    assertThat(field("__rel_loc unsigned int[] values", 4))
        .isEqualTo(new TracepointField("values", "unsigned int", Kind.REL_LOC, 8, 4, 4, true));
    assertThat(field("__data_loc cpumask_t[] cpus", 4).elementSize()).isZero();
    assertThat(field("const char * filename", 8).isPointer()).isTrue();
    assertThat(field("void *fn", 8).isPointer()).isTrue();
    assertThat(field("const char __attribute__((btf_type_tag(\"user\"))) * buf", 8))
        .isEqualTo(new TracepointField("buf", "const char *", Kind.SCALAR, 8, 8, 8, true));
    assertThat(field("char comm[TASK_COMM_LEN]", 16).length()).isEqualTo(16);
    assertThat(field("unsigned long args[6]", 48).elementSize()).isEqualTo(8);
    assertThat(field("struct in6_addr addrs[3]", 48).elementSize()).isEqualTo(16);
    assertThat(field("u8 matrix[2][3]", 6).elementSize()).isEqualTo(1);
    assertThat(field("struct timespec64 at", 16).kind()).isEqualTo(Kind.STRUCT);
    assertThat(field("int fd", 8).elementSize()).isEqualTo(4);
    assertThat(field("long long int big", 8).elementSize()).isEqualTo(8);
    assertThat(field("enum zone_type zone", 4).kind()).isEqualTo(Kind.SCALAR);
  }

  private static TracepointField field(String declaration, int size) {
    String text =
        "name: x\nID: 1\nformat:\n\tfield:%s;\toffset:8;\tsize:%d;\tsigned:1;\n"
            .formatted(declaration, size);
    return TracepointFormat.parse(text).fields().get(0);
  }

  @Test
  void namesThatAreMissingAreAnsweredWithNearOnes() {
    Requirements.root();
    assertThatThrownBy(() -> Tracepoints.format(TracepointName.parse("sched:sched_swich")))
        .isInstanceOf(NoSuchTracepointException.class)
        .hasMessageContaining("the nearest are sched:sched_switch");
    assertThatThrownBy(() -> TracepointName.parse("sched_switch"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("group:event");
    assertThatThrownBy(() -> TracepointName.parse("../x:id"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void malformedFormatsAreRefused() {
    Random random = new Random(1);
    byte[] text = SWITCH.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = text.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(128);
      }
      try {
        TracepointFormat.parse(new String(mutated, java.nio.charset.StandardCharsets.ISO_8859_1));
      } catch (TracepointFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1, 19_999);
  }
}
