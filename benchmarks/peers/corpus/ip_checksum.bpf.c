/* Adds up the IPv4 header with its options in one's complement (RFC 1071) and counts the good and the bad. */
#include "corpus.h"

MAP(checked, ARRAY, __u32, __u64, 2);

SEC("socket")
int ip_checksum(struct __sk_buff *skb) {
  if (!is_ipv4(skb)) {
    return 0;
  }
  __u32 words = (load_byte(skb, IP) & 15) * 2;
  __u32 sum = 0;
#pragma clang loop unroll(disable)
  for (__u32 i = 0; i < words; i++) {
    sum += load_half(skb, IP + 2 * i);
  }
  sum = (sum & 0xffff) + (sum >> 16);
  sum = (sum & 0xffff) + (sum >> 16);
  array_add(&checked, sum == 0xffff ? 0 : 1, 1);
  return 0;
}
