/* Spreads flows over 256 counters by the finalizer of the SplitMix64 generator (Steele, Lea, Flood 2014). */
#include "corpus.h"

MAP(buckets, ARRAY, __u32, __u64, 256);

SEC("socket")
int hash_mix(struct __sk_buff *skb) {
  if (!is_ipv4(skb)) {
    return 0;
  }
  __u64 hash = load_word(skb, IP_SOURCE) << 32 | load_word(skb, IP_DESTINATION);
  hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9;
  hash = (hash ^ hash >> 27) * 0x94d049bb133111eb;
  hash ^= hash >> 31;
  array_add(&buckets, hash & 255, 1);
  return 0;
}
