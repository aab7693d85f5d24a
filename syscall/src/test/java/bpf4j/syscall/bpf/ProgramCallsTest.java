package bpf4j.syscall.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.syscall.Errno;
import bpf4j.syscall.Instructions;
import bpf4j.syscall.io.Fd;
import bpf4j.testkit.Requirements;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProgramCallsTest {
  private static ProgramLoadAttr.Builder filter(int value) {
    return ProgramLoadAttr.builder(ProgramType.SOCKET_FILTER, Instructions.returning(value), "GPL");
  }

  @BeforeAll
  static void needsRoot() {
    Requirements.root();
  }

  @Test
  void loadsAndRuns() {
    try (Fd program = ProgramCalls.load(filter(42).name("answer").build()).fd()) {
      TestRunResult result = ProgramCalls.testRun(program, TestRunAttr.of(new byte[64]));
      assertThat(result.returnValue()).isEqualTo(42);
      assertThat(result.nanoseconds()).isPositive();
    }
  }

  @Test
  void testRunGivesBackThePacket() {
    byte[] packet = new byte[64];
    for (int i = 0; i < packet.length; i++) {
      packet[i] = (byte) (i * 7);
    }
    try (Fd program =
        ProgramCalls.load(
                ProgramLoadAttr.builder(ProgramType.XDP, Instructions.returning(2), "GPL").build())
            .fd()) {
      TestRunResult whole =
          ProgramCalls.testRun(program, TestRunAttr.of(packet).output(128, 0).repeat(10));
      assertThat(whole.returnValue()).isEqualTo(2);
      assertThat(whole.data()).isEqualTo(packet);
      TestRunResult cut = ProgramCalls.testRun(program, TestRunAttr.of(packet).output(20, 0));
      assertThat(cut.dataSize()).isEqualTo(64);
      assertThat(cut.data()).isEqualTo(Arrays.copyOf(packet, 20));
    }
  }

  @Test
  void givesTheLogWhenAsked() {
    LoadedProgram loaded = ProgramCalls.load(filter(1).logLevel(2).build());
    try (Fd fd = loaded.fd()) {
      assertThat(fd.number()).isGreaterThan(2);
      assertThat(loaded.log()).contains("r0 = 1").contains("processed 2 insns");
    }
  }

  @Test
  void refusalCarriesTheVerifiersReason() {
    ProgramLoadAttr bad =
        ProgramLoadAttr.builder(
                ProgramType.SOCKET_FILTER,
                new Instructions().moveRegister(0, 5).exit().bytes(),
                "GPL")
            .build();
    assertThatThrownBy(() -> ProgramCalls.load(bad))
        .isInstanceOfSatisfying(
            ProgramLoadException.class,
            e -> {
              assertThat(e.errno()).isEqualTo(Errno.EACCES);
              assertThat(e.log()).contains("R5 !read_ok");
              assertThat(e.truncated()).isFalse();
            })
        .hasMessageContaining("R5 !read_ok");
  }

  @Test
  void growsTheLogUntilItFits() {
    Instructions many = new Instructions();
    for (int i = 0; i < 500; i++) {
      many.move(0, i);
    }
    ProgramLoadAttr.Builder builder =
        ProgramLoadAttr.builder(
                ProgramType.SOCKET_FILTER, many.moveRegister(0, 5).exit().bytes(), "GPL")
            .logLevel(2);
    assertThatThrownBy(() -> ProgramCalls.load(builder.maxLogSize(256).build()))
        .isInstanceOfSatisfying(
            ProgramLoadException.class, e -> assertThat(e.truncated()).isTrue());
    assertThatThrownBy(() -> ProgramCalls.load(builder.maxLogSize(1 << 20).build()))
        .isInstanceOfSatisfying(
            ProgramLoadException.class,
            e -> {
              assertThat(e.truncated()).isFalse();
              assertThat(e.log()).contains("r0 = 499").contains("R5 !read_ok");
            });
  }

  @Test
  void btfRefusalCarriesTheKernelsLog() {
    byte[] header = new byte[24];
    header[0] = (byte) 0x9f;
    header[1] = (byte) 0xeb;
    header[2] = 1;
    assertThatThrownBy(() -> BtfCalls.load(header))
        .isInstanceOfSatisfying(
            ProgramLoadException.class, e -> assertThat(e.log()).contains("hdr_len"));
  }
}
