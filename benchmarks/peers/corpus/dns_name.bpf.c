/* Counts DNS queries by the FNV-1a hash of the name asked for, at most 64 bytes of it. */
#include "corpus.h"

MAP(names, HASH, __u32, __u64, 16384);

SEC("socket")
int dns_name(struct __sk_buff *skb) {
  if (!is_ipv4(skb) || !starts(skb, UDP)) {
    return 0;
  }
  __u32 udp = ip_end(skb);
  if (load_half(skb, udp + 2) != 53) {
    return 0;
  }
  __u32 at = udp + 8 + 12;
  __u32 hash = 0x811c9dc5;
#pragma clang loop unroll(disable)
  for (int i = 0; i < 64; i++) {
    __u32 c = load_byte(skb, at + i);
    if (c == 0) {
      break;
    }
    hash = (hash ^ c) * 0x01000193;
  }
  hash_add(&names, &hash, 1);
  return 0;
}
