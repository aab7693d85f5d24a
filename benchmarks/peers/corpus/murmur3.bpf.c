/* Spreads UDP flows over 1,024 counters by MurmurHash3 (Appleby, public domain) of addresses and ports. */
#include "corpus.h"

MAP(buckets, ARRAY, __u32, __u64, 1024);

inline __u32 rotate_left(__u32 x, int bits) { return x << bits | x >> (32 - bits); }

inline __u32 mix(__u32 hash, __u32 block) {
  block *= 0xcc9e2d51;
  block = rotate_left(block, 15);
  block *= 0x1b873593;
  hash ^= block;
  hash = rotate_left(hash, 13);
  return hash * 5 + 0xe6546b64;
}

SEC("socket")
int murmur3(struct __sk_buff *skb) {
  if (!is_ipv4(skb) || !starts(skb, UDP)) {
    return 0;
  }
  __u32 hash = mix(0, load_word(skb, IP_SOURCE));
  hash = mix(hash, load_word(skb, IP_DESTINATION));
  hash = mix(hash, load_word(skb, ip_end(skb)));
  hash ^= 12;
  hash ^= hash >> 16;
  hash *= 0x85ebca6b;
  hash ^= hash >> 13;
  hash *= 0xc2b2ae35;
  hash ^= hash >> 16;
  array_add(&buckets, hash & 1023, 1);
  return 0;
}
