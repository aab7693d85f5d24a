package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import bpf4j.compiler.context.SimulatedSkBuff;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.internal.declaration.Accessor;
import bpf4j.compiler.internal.declaration.Declarations;
import bpf4j.compiler.packet.EtherType;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkBuffTest {
  private static byte[] frame(String destination, String rest) {
    return HexFormat.of().parseHex(destination + "f0e1d2c3b4a5" + rest);
  }

  @Test
  void fieldsLieWhereTheKernelsHeaderPutsThem(@TempDir Path directory)
      throws IOException, InterruptedException {
    Map<String, Integer> ours = new TreeMap<>();
    for (Map.Entry<Method, Accessor> entry : Declarations.accessors(SkBuff.class).entrySet()) {
      if (entry.getValue() instanceof Accessor.Context field) {
        assertThat(field.width()).isEqualTo(4);
        // The EtherType is another name for the protocol.
        String name =
            entry.getKey().getName().replace("etherType", "protocol").replaceAll("([A-Z])", "_$1");
        ours.put(name.toLowerCase(Locale.ROOT), field.offset());
      }
    }
    assertThat(ours).hasSize(17);
    assertThat(offsetsInC(directory, ours)).isEqualTo(ours);
  }

  private static Map<String, Integer> offsetsInC(Path directory, Map<String, Integer> fields)
      throws IOException, InterruptedException {
    assumeThat(Path.of("/usr/bin/gcc")).exists();
    assumeThat(Path.of("/usr/include/linux/bpf.h")).exists();
    StringBuilder source =
        new StringBuilder("#include <stddef.h>\n#include <stdio.h>\n#include <linux/bpf.h>\n");
    source.append("int main(void) {\n");
    for (String field : fields.keySet()) {
      source.append(
          "printf(\"%s %%zu\\n\", offsetof(struct __sk_buff, %s));%n".formatted(field, field));
    }
    Path program = directory.resolve("offsets");
    Path file = Files.writeString(directory.resolve("offsets.c"), source.append("}\n"));
    run("gcc", "-o", program.toString(), file.toString());
    Map<String, Integer> offsets = new TreeMap<>();
    for (String line : run(program.toString()).split("\n", -1)) {
      if (!line.isEmpty()) {
        String[] words = line.split(" ", -1);
        offsets.put(words[0], Integer.parseInt(words[1]));
      }
    }
    return offsets;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void unsetFieldsAreThoseOfATestRun() {
    SkBuff skb = SkBuff.of(frame("0a1b2c3d4e5f", "86dd6000"));
    assertThat(skb.len()).isEqualTo(16);
    assertThat(skb.protocol()).isEqualTo(EtherType.IPV6);
    assertThat(skb.pktType()).isEqualTo(PacketType.OTHER_HOST);
    assertThat(skb.ifindex()).isEqualTo(1);
    assertThat(skb.mark()).isZero();
    assertThat(skb.vlanPresent()).isZero();
    assertThat(skb.cb(4)).isZero();
    assertThat(skb.linkHeaderLength()).isEqualTo(14);
    assertThat(skb.networkOffset()).isEqualTo(14);
    assertThat(skb.payloadOffset()).isEqualTo(14);
    assertThat(skb.etherType()).isEqualTo(EtherType.IPV6);
  }

  @Test
  void packetTypeFollowsTheDestination() {
    Map<String, Integer> types = new HashMap<>();
    types.put("000000000000", PacketType.HOST);
    types.put("ffffffffffff", PacketType.MULTICAST);
    types.put("01005e000001", PacketType.MULTICAST);
    types.put("0a1b2c3d4e5f", PacketType.OTHER_HOST);
    types.forEach(
        (destination, type) ->
            assertThat(SkBuff.of(frame(destination, "0800")).pktType()).isEqualTo(type));
  }

  @Test
  void protocolOfFramesWithALengthIsTheKernelsNumber() {
    assertThat(SkBuff.of(frame("000000000000", "0003424203")).protocol())
        .isEqualTo(EtherType.LLC_802_2);
    assertThat(SkBuff.of(frame("000000000000", "05ffffff03")).protocol())
        .isEqualTo(EtherType.RAW_802_3);
    assertThat(SkBuff.of(frame("000000000000", "0600424203")).protocol()).isEqualTo(0x600);
    assertThat(SkBuff.of(new byte[13]).protocol()).isZero();
  }

  @Test
  void keepsWhatIsSet() {
    SimulatedSkBuff plain = SimulatedSkBuff.frame(new byte[60]);
    SkBuff skb =
        plain
            .pktType(PacketType.OUTGOING)
            .mark(-7)
            .queueMapping(3)
            .protocol(0x1234)
            .vlan(0xE07B, 0x8100)
            .priority(6)
            .ingressIfindex(9)
            .ifindex(10)
            .tcIndex(11)
            .cb(0, 100)
            .cb(4, 104)
            .hash(0xCAFEBABE)
            .napiId(12)
            .segmentation(5, 1448)
            .skb();
    assertThat(skb.pktType()).isEqualTo(4);
    assertThat(skb.mark()).isEqualTo(-7);
    assertThat(skb.queueMapping()).isEqualTo(3);
    assertThat(skb.protocol()).isEqualTo(0x1234);
    assertThat(skb.vlanPresent()).isEqualTo(1);
    assertThat(skb.vlanTci()).isEqualTo(0xE07B);
    assertThat(skb.vlanProto()).isEqualTo(0x8100);
    assertThat(skb.priority()).isEqualTo(6);
    assertThat(skb.ingressIfindex()).isEqualTo(9);
    assertThat(skb.ifindex()).isEqualTo(10);
    assertThat(skb.tcIndex()).isEqualTo(11);
    assertThat(skb.cb(0)).isEqualTo(100);
    assertThat(skb.cb(1)).isZero();
    assertThat(skb.cb(4)).isEqualTo(104);
    assertThat(skb.hash()).isEqualTo(0xCAFEBABE);
    assertThat(skb.napiId()).isEqualTo(12);
    assertThat(skb.gsoSegs()).isEqualTo(5);
    assertThat(skb.gsoSize()).isEqualTo(1448);
    assertThat(plain.skb().mark()).isZero();
    assertThatThrownBy(() -> plain.cb(5, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> SimulatedSkBuff.transport(new byte[19], 20, EtherType.IPV4))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
