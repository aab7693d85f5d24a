/* Spreads UDP flows over 1,024 counters by the final mix of Jenkins' lookup3 (2006, public domain), which the
 * kernel's jhash_3words and load balancers such as Katran choose servers by. */
#include "corpus.h"

MAP(buckets, ARRAY, __u32, __u64, 1024);

#define SEED (0xdeadbeef + (3 << 2))

inline __u32 rotate_left(__u32 x, int bits) { return x << bits | x >> (32 - bits); }

SEC("socket")
int jenkins(struct __sk_buff *skb) {
  if (!is_ipv4(skb) || !starts(skb, UDP)) {
    return 0;
  }
  __u32 a = load_word(skb, IP_SOURCE) + SEED;
  __u32 b = load_word(skb, IP_DESTINATION) + SEED;
  __u32 c = load_word(skb, ip_end(skb)) + SEED;
  c = (c ^ b) - rotate_left(b, 14);
  a = (a ^ c) - rotate_left(c, 11);
  b = (b ^ a) - rotate_left(a, 25);
  c = (c ^ b) - rotate_left(b, 16);
  a = (a ^ c) - rotate_left(c, 4);
  b = (b ^ a) - rotate_left(a, 14);
  c = (c ^ b) - rotate_left(b, 24);
  array_add(&buckets, c & 1023, 1);
  return 0;
}
