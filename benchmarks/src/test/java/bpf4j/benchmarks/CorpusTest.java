package bpf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.benchmarks.code.Clang;
import bpf4j.benchmarks.code.LoadedPair;
import bpf4j.benchmarks.code.TwinObject;
import bpf4j.benchmarks.corpus.Corpus;
import bpf4j.testkit.Requirements;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The corpus in the kernel beside its twins in C: the same results on a few inputs, and no more
 * slots than there once were. {@code compare-code} has the many inputs and the whole comparison.
 */
class CorpusTest {
  private static final int INPUTS = 500;
  private static final String LEVEL = "v3";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void doesWhatItsTwinDoes(Corpus entry) throws Exception {
    Requirements.root();
    List<Clang> clangs = Clang.all();
    Requirements.machine(!clangs.isEmpty(), "needs clang and libbpf's headers");
    TwinObject twin = clangs.get(0).compile(entry, LEVEL, folder).orElseThrow();
    try (LoadedPair pair = new LoadedPair(entry, twin)) {
      assertThat(pair.difference(INPUTS, entry.ordinal())).isEmpty();
      assertThat(pair.compiled().hotSize())
          .as("slots of %s:%n%s", entry, pair.compiled().disassemble())
          .isLessThanOrEqualTo(SLOTS.get(entry));
    }
  }

  /** What the compiler has reached; lower a number when it gets better. */
  private static final Map<Corpus, Integer> SLOTS = new EnumMap<>(Corpus.class);

  static {
    SLOTS.put(Corpus.SYSCALL_LATENCY, 71);
    SLOTS.put(Corpus.SYSCALL_COUNTER, 26);
    SLOTS.put(Corpus.PERCENTILE, 46);
    SLOTS.put(Corpus.ICMP_ECHO, 78);
    SLOTS.put(Corpus.XDP_BALANCER, 117);
    SLOTS.put(Corpus.XDP_FIREWALL, 51);
    SLOTS.put(Corpus.XDP_PARSER, 57);
    SLOTS.put(Corpus.LUA_PROTO, 13);
    SLOTS.put(Corpus.LUA_PROTO_LEN, 14);
    SLOTS.put(Corpus.LUA_DNS, 38);
    SLOTS.put(Corpus.LUA_HTTP, 50);
    SLOTS.put(Corpus.LENGTH_HISTOGRAM, 31);
    SLOTS.put(Corpus.BANNER_MATCH, 42);
    SLOTS.put(Corpus.NEEDLE_SEARCH, 35);
    SLOTS.put(Corpus.HEADER_END, 56);
    SLOTS.put(Corpus.DECIMAL_PARSE, 46);
    SLOTS.put(Corpus.DIGIT_SUM, 34);
    SLOTS.put(Corpus.HASH_MIX, 35);
    SLOTS.put(Corpus.MURMUR3, 76);
    SLOTS.put(Corpus.JENKINS, 78);
    SLOTS.put(Corpus.CRC32, 29);
    SLOTS.put(Corpus.SORT8, 136);
    SLOTS.put(Corpus.SQUARE_ROOT, 30);
    SLOTS.put(Corpus.BIT_TRICKS, 101);
    SLOTS.put(Corpus.IP_CHECKSUM, 38);
    SLOTS.put(Corpus.IPV6_EXTENSIONS, 46);
    SLOTS.put(Corpus.VLAN_COUNTER, 26);
    SLOTS.put(Corpus.VXLAN_VNI, 68);
    SLOTS.put(Corpus.TLS_VERSION, 52);
    SLOTS.put(Corpus.DNS_NAME, 49);
    SLOTS.put(Corpus.ARP_WATCH, 43);
    SLOTS.put(Corpus.MIN_MAX, 29);
    SLOTS.put(Corpus.MOVING_AVERAGE, 39);
    SLOTS.put(Corpus.PERCPU_STATS, 21);
    SLOTS.put(Corpus.RATE_LIMITER, 57);
    SLOTS.put(Corpus.TOKEN_BUCKET, 70);
    SLOTS.put(Corpus.TCP_STATE, 75);
    SLOTS.put(Corpus.PORT_SCAN, 75);
    SLOTS.put(Corpus.SYMMETRIC_FLOW, 59);
    SLOTS.put(Corpus.MAGIC_FILTER, 24);
    SLOTS.put(Corpus.SAMPLE_FILTER, 24);
    SLOTS.put(Corpus.OPTIONS_FILTER, 21);
  }
}
