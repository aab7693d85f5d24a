package bpf4j.compiler.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares our constants with the system's own lists, which others have typed in. */
class ConstantsTest {

  @Test
  void protocolsAgreeWithEtcProtocols() throws IOException {
    Map<Integer, String> system = new HashMap<>();
    for (String line : read("/etc/protocols")) {
      String[] words = line.replaceAll("#.*", "").strip().split("\\s+", -1);
      if (words.length >= 3) {
        system.put(Integer.parseInt(words[1]), words[2]);
      }
    }
    Map<Integer, String> ours = constants(IpProtocol.class);
    assertThat(ours).hasSize(149);
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (Map.Entry<Integer, String> entry : system.entrySet()) {
      if (entry.getKey() < 142) {
        compared++;
        String name = ours.get(entry.getKey());
        if (name == null || !isSame(name, entry.getValue())) {
          differences.add(entry.getKey() + " " + name + " " + entry.getValue());
        }
      }
    }
    assertThat(compared).isGreaterThan(40);
    assertThat(differences).isEmpty();
  }

  /** Some names are written in other ways there, some are cut short or made longer. */
  private static boolean isSame(String ours, String theirs) {
    String a = letters(ours);
    String b = letters(theirs);
    Map<String, String> synonyms =
        Map.of(
            "hopopt",
            "ip",
            "ipv4",
            "ipencap",
            "ipv6none",
            "ipv6nonxt",
            "icmpv6",
            "ipv6icmp",
            "esp",
            "ipsecesp",
            "ah",
            "ipsecah",
            "cphb",
            "rspf");
    return a.equals(b) || b.equals(synonyms.get(a)) || a.startsWith(b) || b.startsWith(a);
  }

  private static String letters(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  @Test
  void protocolsAgreeWithTheKernelHeader() throws IOException {
    Map<String, Integer> header = defines("/usr/include/linux/in.h", "IPPROTO_(\\w+) = (\\d+)");
    assertThat(header).hasSizeGreaterThan(20);
    Map<String, String> renamed =
        Map.of(
            "IP",
            "HOPOPT",
            "IPIP",
            "IPV4",
            "TP",
            "ISO_TP4",
            "BEETPH",
            "IPIP",
            "COMP",
            "IPCOMP",
            "UDPLITE",
            "UDP_LITE",
            "MPLS",
            "MPLS_IN_IP",
            "IDP",
            "XNS_IDP");
    checkAgainst(header, renamed, constants(IpProtocol.class), 256);
  }

  @Test
  void etherTypesAgreeWithTheKernelHeader() throws IOException {
    Map<String, Integer> header =
        defines("/usr/include/linux/if_ether.h", "#define ETH_P_(\\w+)\\s+(0x[0-9A-Fa-f]+)");
    Map<Integer, String> ours = constants(EtherType.class);
    Map<String, String> names = new HashMap<>();
    names.put("IPV4", "IP");
    names.put("RAW_802_3", "802_3");
    names.put("LLC_802_2", "802_2");
    names.put("VLAN", "8021Q");
    names.put("SERVICE_VLAN", "8021AD");
    names.put("FLOW_CONTROL", "PAUSE");
    names.put("SLOW_PROTOCOLS", "SLOW");
    names.put("MPLS", "MPLS_UC");
    names.put("MPLS_MULTICAST", "MPLS_MC");
    names.put("PPPOE_DISCOVERY", "PPP_DISC");
    names.put("PPPOE_SESSION", "PPP_SES");
    names.put("EAPOL", "PAE");
    names.put("PTP", "1588");
    names.put("TRANSPARENT_BRIDGING", "TEB");
    List<String> unknown = new ArrayList<>();
    ours.forEach(
        (value, name) -> {
          Integer theirs = header.get(names.getOrDefault(name, name));
          if (theirs == null) {
            unknown.add(name);
          } else {
            assertThat(value).as(name).isEqualTo(theirs);
          }
        });
    assertThat(unknown).containsExactlyInAnyOrder("WAKE_ON_LAN", "TRILL");
  }

  @Test
  void icmpTypesAgreeWithTheKernelHeaders() throws IOException {
    Map<String, Integer> v4 =
        defines("/usr/include/linux/icmp.h", "#define ICMP_(\\w+)\\s+(\\d+)\\s*/\\*");
    assertThat(v4)
        .containsEntry("ECHOREPLY", IcmpType.ECHO_REPLY)
        .containsEntry("DEST_UNREACH", IcmpType.DESTINATION_UNREACHABLE)
        .containsEntry("SOURCE_QUENCH", IcmpType.SOURCE_QUENCH)
        .containsEntry("REDIRECT", IcmpType.REDIRECT)
        .containsEntry("ECHO", IcmpType.ECHO_REQUEST)
        .containsEntry("TIME_EXCEEDED", IcmpType.TIME_EXCEEDED)
        .containsEntry("PARAMETERPROB", IcmpType.PARAMETER_PROBLEM)
        .containsEntry("TIMESTAMP", IcmpType.TIMESTAMP_REQUEST)
        .containsEntry("TIMESTAMPREPLY", IcmpType.TIMESTAMP_REPLY);
    Map<String, Integer> v6 =
        defines("/usr/include/linux/icmpv6.h", "#define ICMPV6_(\\w+)\\s+(\\d+)");
    assertThat(v6)
        .containsEntry("DEST_UNREACH", Icmpv6Type.DESTINATION_UNREACHABLE)
        .containsEntry("PKT_TOOBIG", Icmpv6Type.PACKET_TOO_BIG)
        .containsEntry("TIME_EXCEED", Icmpv6Type.TIME_EXCEEDED)
        .containsEntry("PARAMPROB", Icmpv6Type.PARAMETER_PROBLEM)
        .containsEntry("ECHO_REQUEST", Icmpv6Type.ECHO_REQUEST)
        .containsEntry("ECHO_REPLY", Icmpv6Type.ECHO_REPLY)
        .containsEntry("MGM_QUERY", Icmpv6Type.LISTENER_QUERY)
        .containsEntry("MGM_REPORT", Icmpv6Type.LISTENER_REPORT)
        .containsEntry("MGM_REDUCTION", Icmpv6Type.LISTENER_DONE)
        .containsEntry("MLD2_REPORT", Icmpv6Type.LISTENER_REPORT_V2);
  }

  @Test
  void namesAreTheConstantsNames() {
    assertThat(IpProtocol.name(6)).isEqualTo("TCP");
    assertThat(IpProtocol.name(200)).isEqualTo("200");
    assertThat(EtherType.name(0x86dd)).isEqualTo("IPV6");
    assertThat(DnsType.name(28)).isEqualTo("AAAA");
  }

  private static void checkAgainst(
      Map<String, Integer> header,
      Map<String, String> renamed,
      Map<Integer, String> ours,
      int limit) {
    List<String> differences = new ArrayList<>();
    header.forEach(
        (name, value) -> {
          String expected = renamed.getOrDefault(name, name);
          if (value < limit && !expected.equals(ours.get(value))) {
            differences.add(value + " " + name + " " + ours.get(value));
          }
        });
    assertThat(differences).isEmpty();
  }

  private static Map<Integer, String> constants(Class<?> type) {
    Map<Integer, String> constants = new HashMap<>();
    for (Field field : type.getFields()) {
      try {
        String twice = constants.put(field.getInt(null), field.getName());
        assertThat(twice).as("same value as " + field.getName()).isNull();
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    return constants;
  }

  private static Map<String, Integer> defines(String file, String pattern) throws IOException {
    Map<String, Integer> values = new HashMap<>();
    Matcher matcher = Pattern.compile(pattern).matcher(String.join("\n", read(file)));
    while (matcher.find()) {
      values.put(matcher.group(1), Integer.decode(matcher.group(2)));
    }
    return values;
  }

  private static List<String> read(String file) throws IOException {
    assumeTrue(Files.exists(Path.of(file)), file + " is not installed");
    return Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
  }
}
