package bpf4j.benchmarks.corpus;

import java.util.Locale;
import java.util.function.Function;

/** The programs, in the order in which tables show them. */
public enum Corpus {
  LUA_PROTO(LuaProto::program, Traffic.IPV4),
  LUA_PROTO_LEN(LuaProtoLen::program, Traffic.IPV4),
  LUA_DNS(LuaDns::program, Traffic.DNS),
  LUA_HTTP(LuaHttp::program, Traffic.TCP),
  LENGTH_HISTOGRAM(LengthHistogram::program, Traffic.IPV4),
  BANNER_MATCH(BannerMatch::program, Traffic.TCP),
  NEEDLE_SEARCH(NeedleSearch::program, Traffic.TCP),
  HEADER_END(HeaderEnd::program, Traffic.TCP),
  DECIMAL_PARSE(DecimalParse::program, Traffic.UDP),
  DIGIT_SUM(DigitSum::program, Traffic.IPV4),
  HASH_MIX(HashMix::program, Traffic.IPV4),
  MURMUR3(Murmur3::program, Traffic.UDP),
  JENKINS(Jenkins::program, Traffic.UDP),
  CRC32(Crc32::program, Traffic.IPV4),
  SORT8(Sort8::program, Traffic.IPV4),
  SQUARE_ROOT(SquareRoot::program, Traffic.IPV4),
  BIT_TRICKS(BitTricks::program, Traffic.IPV4),
  IP_CHECKSUM(IpChecksum::program, Traffic.IPV4),
  IPV6_EXTENSIONS(Ipv6Extensions::program, Traffic.IPV6),
  VLAN_COUNTER(VlanCounter::program, Traffic.VLAN),
  VXLAN_VNI(VxlanVni::program, Traffic.VXLAN),
  TLS_VERSION(TlsVersion::program, Traffic.TCP),
  DNS_NAME(DnsName::program, Traffic.DNS),
  ARP_WATCH(ArpWatch::program, Traffic.ARP),
  MIN_MAX(MinMax::program, Traffic.IPV4),
  PERCENTILE(Percentile::program, Traffic.IPV4),
  MOVING_AVERAGE(MovingAverage::program, Traffic.IPV4),
  PERCPU_STATS(PercpuStats::program, Traffic.IPV4),
  RATE_LIMITER(RateLimiter::program, Traffic.IPV4),
  TOKEN_BUCKET(TokenBucket::program, Traffic.IPV4),
  TCP_STATE(TcpState::program, Traffic.TCP),
  PORT_SCAN(PortScan::program, Traffic.TCP),
  SYMMETRIC_FLOW(SymmetricFlow::program, Traffic.UDP),
  MAGIC_FILTER(MagicFilter::program, Traffic.DATAGRAM),
  SAMPLE_FILTER(SampleFilter::program, Traffic.DATAGRAM),
  OPTIONS_FILTER(OptionsFilter::program, Traffic.DATAGRAM),
  XDP_PARSER(XdpParser::program, Traffic.VLAN),
  XDP_FIREWALL(XdpFirewall::program, Traffic.TCP),
  XDP_BALANCER(XdpBalancer::program, Traffic.UDP),
  ICMP_ECHO(IcmpEcho::program, Traffic.ECHO),
  SYSCALL_COUNTER(SyscallCounter::program, Traffic.SYSTEM_CALL),
  SYSCALL_LATENCY(SyscallLatency::program, Traffic.SYSTEM_CALL);

  private final Function<CorpusMaps, CorpusProgram> factory;
  private final Traffic traffic;

  Corpus(Function<CorpusMaps, CorpusProgram> factory, Traffic traffic) {
    this.factory = factory;
    this.traffic = traffic;
  }

  /** {@return the program, with its maps among those given} */
  public CorpusProgram program(CorpusMaps maps) {
    return factory.apply(maps);
  }

  /** {@return what it is mostly given} */
  public Traffic traffic() {
    return traffic;
  }

  /** {@return the file of its twin in C} */
  public String twin() {
    return name().toLowerCase(Locale.ROOT) + ".bpf.c";
  }
}
