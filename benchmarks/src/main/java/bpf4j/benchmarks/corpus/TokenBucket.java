package bpf4j.benchmarks.corpus;

import bpf4j.compiler.packet.Ipv4;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;

/** Samples each source by a token bucket whose clock is the number of packets seen. */
final class TokenBucket {
  private static final long TICKS_PER_TOKEN = 16;
  private static final long MOST_TOKENS = 8;

  static final class Bucket {
    long filled;
    long tokens;
  }

  private TokenBucket() {}

  static CorpusProgram program(CorpusMaps maps) {
    BpfArray<Long> clock = maps.array("clock", Long.class, 1);
    BpfHash<Integer, Bucket> buckets = maps.hash("buckets", Integer.class, Bucket.class, 16_384);
    BpfArray<Long> samples = maps.array("samples", Long.class, 2);
    return CorpusProgram.tap(
        skb -> {
          Ipv4 ip = skb.ipOrNull();
          if (ip == null) {
            return;
          }
          long now = clock.getLong(0) + 1;
          clock.putLong(0, now);
          Bucket bucket = buckets.getOrCreate(ip.source());
          long fresh = Long.divideUnsigned(now - bucket.filled, TICKS_PER_TOKEN);
          if (fresh > 0) {
            bucket.tokens = Math.min(bucket.tokens + fresh, MOST_TOKENS);
            bucket.filled = now;
          }
          if (bucket.tokens > 0) {
            bucket.tokens--;
            samples.add(0, 1);
          } else {
            samples.add(1, 1);
          }
        });
  }
}
