package bpf4j.compiler.internal.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The constants are those of the system's kernel headers. */
class HeaderAgreementTest {
  private static final List<Path> HEADERS =
      List.of(Path.of("/usr/include/linux/bpf_common.h"), Path.of("/usr/include/linux/bpf.h"));
  private static final Pattern MACRO =
      Pattern.compile("#define\\s+BPF_(\\w+)\\s+\\(?(0x[0-9a-f]+|[0-9]+)( \\| BPF_FETCH\\))?\\s.*");

  @Test
  void constantsAreThoseOfTheHeaders() throws Exception {
    assumeTrue(HEADERS.stream().allMatch(Files::isReadable), "no kernel headers (linux-libc-dev)");
    Map<String, Integer> macros = macros();
    int compared = 0;
    for (Field constant : Opcode.class.getFields()) {
      Integer expected = macros.get(constant.getName());
      if (expected != null) {
        assertThat(constant.getInt(null)).as(constant.getName()).isEqualTo(expected);
        compared++;
      }
    }
    // Headers older than Linux 6.9 lack a handful of the newest.
    assertThat(compared).isGreaterThanOrEqualTo(Opcode.class.getFields().length - 12);
  }

  private static Map<String, Integer> macros() throws IOException {
    Map<String, Integer> macros = new HashMap<>();
    for (Path header : HEADERS) {
      for (String line : Files.readAllLines(header)) {
        var matcher = MACRO.matcher(line + " ");
        if (matcher.matches()) {
          int flag = matcher.group(3) == null ? 0 : Opcode.FETCH;
          macros.put(matcher.group(1), Integer.decode(matcher.group(2)) | flag);
        }
      }
    }
    return macros;
  }
}
