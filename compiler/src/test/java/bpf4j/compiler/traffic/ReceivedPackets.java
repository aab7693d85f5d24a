package bpf4j.compiler.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the kernel's own protocols say they have received in the calling thread's network namespace:
 * an independent witness for packet counts.
 *
 * @param tcp segments
 * @param udp datagrams, those for closed ports included
 * @param icmp messages
 * @param octets bytes of all IPv4 packets, headers included
 */
public record ReceivedPackets(long tcp, long udp, long icmp, long octets) {
  private static final Path NET = Path.of("/proc/thread-self/net");

  public static ReceivedPackets now() throws IOException {
    Map<String, Long> values = new HashMap<>();
    read("snmp", values);
    read("netstat", values);
    return new ReceivedPackets(
        values.get("Tcp:InSegs"),
        values.get("Udp:InDatagrams") + values.get("Udp:NoPorts"),
        values.get("Icmp:InMsgs"),
        values.get("IpExt:InOctets"));
  }

  /** Pairs of lines: a protocol and names, the protocol and values. */
  private static void read(String file, Map<String, Long> values) throws IOException {
    List<String> lines = Files.readAllLines(NET.resolve(file));
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      List<String> names = Arrays.asList(lines.get(i).split(" ", -1));
      List<String> numbers = Arrays.asList(lines.get(i + 1).split(" ", -1));
      for (int column = 1; column < names.size(); column++) {
        values.put(names.get(0) + names.get(column), Long.valueOf(numbers.get(column)));
      }
    }
  }
}
