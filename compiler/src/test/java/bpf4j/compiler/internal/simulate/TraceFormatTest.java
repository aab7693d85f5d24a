package bpf4j.compiler.internal.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFormatTest {

  /** printf(1) works on 64 bits whatever the length modifier. */
  @Test
  void longConversionsAgreeWithPrintf() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("printf"));
    StringBuilder formats = new StringBuilder();
    StringBuilder ours = new StringBuilder();
    List<String> arguments = new ArrayList<>();
    for (long value : new long[] {0, 1, -1, 42, -42, 123456789012L, Long.MIN_VALUE}) {
      for (String flags : new String[] {"", "-", "0", "+", " ", "-+", "+0"}) {
        for (String width : new String[] {"", "1", "8", "22"}) {
          for (String conversion : new String[] {"d", "i", "u", "x", "X"}) {
            formats.append('%').append(flags).append(width).append(conversion).append('|');
            arguments.add(Long.toString(value));
            ours.append(TraceFormat.format("%" + flags + width + "l" + conversion + "|", value));
          }
        }
      }
    }
    command.add(formats.toString());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(ours.toString()).isEqualTo(printed);
  }

  @Test
  void plainConversionsPrintTheLowerHalf() {
    long value = 0x1_8000_0001L;
    assertThat(TraceFormat.format("%d %u %x %X %lx", value, value, value, value, value))
        .isEqualTo("-2147483647 2147483649 80000001 80000001 180000001");
    assertThat(TraceFormat.format("%llu%%\n", -1)).isEqualTo("18446744073709551615%\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%", "%f", "%lld %q", "%s", "%hd", "%llld", "%*d", "100 %", "\u00e9", "\u0001"})
  void refusesWhatTheKernelWould(String format) {
    assertThatThrownBy(() -> TraceFormat.arguments(format))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAnotherNumberOfArguments() {
    assertThatThrownBy(() -> TraceFormat.format("%d %d", 1))
        .hasMessageContaining("2 numbers, not 1");
    assertThat(TraceFormat.arguments("%d %% %-8lx")).isEqualTo(2);
  }
}
