/* Samples each source by a token bucket whose clock is the number of packets seen: a token each 16 packets, at
 * most 8 at a time. */
#include "corpus.h"

#define TICKS_PER_TOKEN 16
#define MOST_TOKENS 8

struct bucket {
  __u64 filled;
  __u64 tokens;
};

MAP(clock, ARRAY, __u32, __u64, 1);
MAP(buckets, HASH, __u32, struct bucket, 16384);
MAP(samples, ARRAY, __u32, __u64, 2);

SEC("socket")
int token_bucket(struct __sk_buff *skb) {
  if (!is_ipv4(skb)) {
    return 0;
  }
  __u32 zero = 0;
  __u64 *ticks = bpf_map_lookup_elem(&clock, &zero);
  if (!ticks) {
    return 0;
  }
  __u64 now = *ticks + 1;
  *ticks = now;
  __u32 source = load_word(skb, IP_SOURCE);
  struct bucket empty = {};
  struct bucket *bucket = hash_get_or_create(&buckets, &source, &empty);
  if (!bucket) {
    return 0;
  }
  __u64 fresh = (now - bucket->filled) / TICKS_PER_TOKEN;
  if (fresh > 0) {
    __u64 tokens = bucket->tokens + fresh;
    bucket->tokens = tokens < MOST_TOKENS ? tokens : MOST_TOKENS;
    bucket->filled = now;
  }
  if (bucket->tokens > 0) {
    bucket->tokens--;
    array_add(&samples, 0, 1);
  } else {
    array_add(&samples, 1, 1);
  }
  return 0;
}
