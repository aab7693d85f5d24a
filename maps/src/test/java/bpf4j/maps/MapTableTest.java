package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.Size;
import bpf4j.maps.layout.U16;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MapTableTest {

  enum State {
    IDLE,
    BUSY
  }

  record Peer(@Size(8) String name, @U16 int port) {}

  record Traffic(long bytes, State state, @Size(2) int[] errors) {}

  @ParameterizedTest
  @EnumSource
  void triesAndSets(Side side) {
    MapFactory factory =
        side == Side.JVM ? JvmMaps.factory() : Side.create(() -> BpfMaps.factory());
    try (BpfLpmTrie<Ipv4Prefix, Long> trie =
            factory.lpmTrie(Layout.of(Ipv4Prefix.class), Layout.of(Long.class), 4);
        BpfHashSet<Peer> set = side.hashSet(Layout.of(Peer.class), 4)) {
      trie.put(Ipv4Prefix.parse("10.0.0.0/8"), 5L);
      trie.put(Ipv4Prefix.parse("10.1.0.0/16"), 70L);
      assertThat(MapTable.of(trie).top("value", 9).toText(80))
          .isEqualTo(
              """
              prefix       value
              10.1.0.0/16     70
              10.0.0.0/8       5
              """);
      assertThat(MapTable.of(trie).top("value", 1).toOpenMetrics("net"))
          .contains("net_value{prefix=\"10.1.0.0/16\"} 70");
      set.add(new Peer("lo", 80));
      set.add(new Peer("eth0", 443));
      assertThat(MapTable.of(set).top("port", 9).toCsv()).isEqualTo("name,port\neth0,443\nlo,80\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void structsAreTakenApart(Side side) {
    try (BpfHash<Peer, Traffic> map = side.hash(Peer.class, Traffic.class, 9)) {
      map.put(new Peer("a,\"b", 80), new Traffic(5, State.BUSY, new int[] {1, -2}));
      map.put(new Peer("lo", 65_535), new Traffic(1_000_000, State.IDLE, new int[2]));
      map.put(new Peer("eth0", 443), new Traffic(70, State.BUSY, new int[2]));
      MapTable top = MapTable.of(map).top("bytes", 2);
      assertThat(top.columns())
          .containsExactly("name", "port", "bytes", "state", "errors[0]", "errors[1]");
      assertThat(top.rows())
          .containsExactly(
              List.of("lo", 65_535L, 1_000_000L, "IDLE", 0L, 0L),
              List.of("eth0", 443L, 70L, "BUSY", 0L, 0L));
      assertThat(top.toText(80))
          .isEqualTo(
              """
              name   port    bytes  state  errors[0]  errors[1]
              lo    65535  1000000  IDLE           0          0
              eth0    443       70  BUSY           0          0
              """);
      assertThat(top.toText(20).lines()).allMatch(line -> line.length() <= 20);
      assertThat(MapTable.of(map).top("port", 9).toCsv())
          .isEqualTo(
              """
              name,port,bytes,state,errors[0],errors[1]
              lo,65535,1000000,IDLE,0,0
              eth0,443,70,BUSY,0,0
              "a,""b",80,5,BUSY,1,-2
              """);
      assertThat(MapTable.of(map).top("errors[0]", 1).toOpenMetrics("net"))
          .isEqualTo(
              """
              # TYPE net_bytes gauge
              net_bytes{name="a,\\"b",port="80",state="BUSY"} 5
              # TYPE net_errors_0 gauge
              net_errors_0{name="a,\\"b",port="80",state="BUSY"} 1
              # TYPE net_errors_1 gauge
              net_errors_1{name="a,\\"b",port="80",state="BUSY"} -2
              # EOF
              """);
      assertThatThrownBy(() -> MapTable.of(map).top("state", 1))
          .hasMessageContaining("no column of numbers is called \"state\"");
    }
  }

  @ParameterizedTest
  @EnumSource
  void arraysAndValuesOfEachCpu(Side side) {
    try (BpfArray<Long> array = side.array(Long.class, 2);
        BpfPerCpuArray<Long> perCpu = side.percpuArray(Layout.of(Long.class), 2);
        BpfPerCpuHash<Integer, Long> hash =
            side.percpuHash(Layout.of(Integer.class), Layout.of(Long.class), 2)) {
      array.put(1, -7L);
      perCpu.put(0, Collections.nCopies(perCpu.cpus(), 3L));
      hash.put(6, Collections.nCopies(hash.cpus(), 2L));
      assertThat(MapTable.of(array).toCsv()).isEqualTo("index,value\n0,0\n1,-7\n");
      assertThat(MapTable.of(perCpu).rows())
          .containsExactly(List.of(0L, 3L * perCpu.cpus()), List.of(1L, 0L));
      assertThat(MapTable.of(hash).toOpenMetrics("packets"))
          .isEqualTo(
              "# TYPE packets_value gauge\npackets_value{key=\"6\"} "
                  + 2L * hash.cpus()
                  + "\n# EOF\n");
    }
  }
}
