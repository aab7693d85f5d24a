/* Looks for four bytes in the first 64 of a TCP segment and counts by where they are. */
#include "corpus.h"

MAP(places, ARRAY, __u32, __u64, 64);

#define NEEDLE ('e' << 24 | 'v' << 16 | 'i' << 8 | 'l')

SEC("socket")
int needle_search(struct __sk_buff *skb) {
  if (!is_ipv4(skb) || !starts(skb, TCP)) {
    return 0;
  }
  __u32 data = tcp_payload(skb, ip_end(skb));
#pragma clang loop unroll(disable)
  for (__u32 i = 0; i < 64; i++) {
    if (load_word(skb, data + i) == NEEDLE) {
      array_add(&places, i, 1);
      return 0;
    }
  }
  return 0;
}
