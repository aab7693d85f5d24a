/* Walks up to eight IPv6 extension headers (RFC 8200) and counts by the protocol behind them. */
#include "corpus.h"

#define HOP_BY_HOP 0
#define ROUTING 43
#define FRAGMENT 44
#define AUTHENTICATION 51
#define DESTINATION_OPTIONS 60

MAP(protocols, ARRAY, __u32, __u64, 256);

SEC("socket")
int ipv6_extensions(struct __sk_buff *skb) {
  if (skb->protocol != bpf_htons(ETH_P_IPV6)) {
    return 0;
  }
  __u32 next = load_byte(skb, 14 + 6);
  __u32 at = 14 + 40;
#pragma clang loop unroll(disable)
  for (int i = 0; i < 8; i++) {
    __u32 length;
    if (next == HOP_BY_HOP || next == ROUTING || next == DESTINATION_OPTIONS) {
      length = (load_byte(skb, at + 1) + 1) << 3;
    } else if (next == FRAGMENT) {
      length = 8;
    } else if (next == AUTHENTICATION) {
      length = (load_byte(skb, at + 1) + 2) << 2;
    } else {
      array_add(&protocols, next, 1);
      return 0;
    }
    next = load_byte(skb, at);
    at += length;
  }
  return 0;
}
