package bpf4j.compiler.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bpf4j.compiler.VerifierException;
import bpf4j.syscall.Errno;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramLoadAttr;
import bpf4j.syscall.bpf.ProgramLoadException;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.testkit.Requirements;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExhaustionTest {
  private static final long EXIT = 0x95;
  private static final long R0_IS_0 = 0xb7;

  /** {@code r0 += 1}. */
  private static final long COUNT = 0x07 | 1L << 32;

  /** {@code if r0 != 2,000,000,000 goto -2}. */
  private static final long AGAIN = 0x55 | 0xfffeL << 16 | 2_000_000_000L << 32;

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  private static ProgramLoadException refusal(long... slots) {
    ByteBuffer bytes = ByteBuffer.allocate(slots.length * 8).order(ByteOrder.nativeOrder());
    for (long slot : slots) {
      bytes.putLong(slot);
    }
    ProgramLoadAttr attr =
        ProgramLoadAttr.builder(ProgramType.SOCKET_FILTER, bytes.flip(), "GPL")
            .maxLogSize(4096)
            .build();
    return catchThrowableOfType(ProgramLoadException.class, () -> ProgramCalls.load(attr));
  }

  private static boolean isExhaustion(String reason, ProgramLoadException cause) {
    return Exhaustion.isReasonOf(new VerifierException("A.java", 1, reason, cause.log(), cause));
  }

  @Test
  void isToldByTheErrorWhereTheLogIsCut() {
    ProgramLoadException endless = refusal(R0_IS_0, COUNT, AGAIN, EXIT);
    assertThat(endless.errno()).isEqualTo(Errno.E2BIG);
    assertThat(isExhaustion("16: (24) w0 *= 31", endless)).isTrue();
  }

  @Test
  void isToldByTheReason() {
    ProgramLoadException wrong = refusal(EXIT);
    assertThat(wrong.errno()).isNotEqualTo(Errno.E2BIG);
    assertThat(isExhaustion("R0 !read_ok", wrong)).isFalse();
    assertThat(isExhaustion("The sequence of 8193 jumps is too complex.", wrong)).isTrue();
  }
}
