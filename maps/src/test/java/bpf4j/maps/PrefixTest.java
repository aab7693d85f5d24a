package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bpf4j.maps.layout.Layout;
import bpf4j.testkit.Requirements;
import org.junit.jupiter.api.Test;

class PrefixTest {

  @Test
  void textIsReadAndWritten() {
    assertThat(Ipv4Prefix.parse("10.1.0.0/16")).isEqualTo(new Ipv4Prefix(16, 0x0A010000));
    assertThat(Ipv4Prefix.parse("192.168.1.7")).isEqualTo(new Ipv4Prefix(32, 0xC0A80107));
    assertThat(Ipv4Prefix.parse("0.0.0.0/0")).hasToString("0.0.0.0/0");
    assertThat(Ipv6Prefix.parse("2001:db8::/32"))
        .isEqualTo(new Ipv6Prefix(32, 0x20010DB8, 0, 0, 0))
        .hasToString("2001:db8::/32");
    assertThat(Ipv6Prefix.parse("::1")).isEqualTo(Ipv6Prefix.of(0, 1, 128)).hasToString("::1/128");
    assertThat(Ipv6Prefix.parse("::/0")).hasToString("::/0");
    assertThat(Ipv6Prefix.parse("1::")).hasToString("1::/128");
    assertThat(Ipv6Prefix.parse("1:0:0:2:0:0:0:3/64")).hasToString("1:0:0:2::3/64");
    assertThat(Ipv6Prefix.parse("1:2:3:4:5:6:7:8")).hasToString("1:2:3:4:5:6:7:8/128");
    assertThat(Ipv6Prefix.parse("::ffff:10.0.0.1/96")).hasToString("::ffff:a00:1/96");
  }

  @Test
  void otherTextIsRefused() {
    String[] wrong = {
      "",
      "/",
      "10.0.0",
      "10.0.0.0/33",
      "10.0.0.0/-1",
      "10.0.0.256",
      "10.0.0.0/08",
      "a.b.c.d",
      "::1",
      "10.0.0.0/8/8",
      "10.0.0.0.0",
      "10.0.0.0/4294967304"
    };
    for (String text : wrong) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Ipv4Prefix.parse(text))
          .withMessageContaining("\"" + text + "\"");
    }
    String[] wrong6 = {"", "localhost", "1:2:3", "::1%lo", "::/129", "::1::", "1.2.3.4", "::g"};
    for (String text : wrong6) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Ipv6Prefix.parse(text))
          .withMessageContaining("\"" + text + "\"");
    }
  }

  @Test
  void lengthsThatCannotBeFindNothing() {
    Requirements.root();
    for (MapFactory factory : new MapFactory[] {BpfMaps.factory(), JvmMaps.factory()}) {
      try (BpfLpmTrie<Ipv4Prefix, Integer> trie =
          factory.lpmTrie(Layout.of(Ipv4Prefix.class), Layout.of(Integer.class), 4)) {
        trie.put(Ipv4Prefix.parse("0.0.0.0/0"), 1);
        for (int length : new int[] {-1, 33, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
          Ipv4Prefix bad = new Ipv4Prefix(length, 0);
          assertThat(trie.get(bad)).isNull();
          assertThat(trie.matches(bad)).isFalse();
          assertThat(trie.remove(bad)).isFalse();
          assertThatIllegalArgumentException()
              .isThrownBy(() -> trie.put(bad, 2))
              .withMessageContaining("from 0 to 32");
        }
      }
    }
  }
}
