/* Counts frames by VLAN, the inner one of two; 0 for those without a tag. */
#include "corpus.h"

MAP(frames, ARRAY, __u32, __u64, 4096);

SEC("socket")
int vlan_counter(struct __sk_buff *skb) {
  __u32 at = 12;
  __u32 id = 0;
  __u32 type = load_half(skb, at);
#pragma clang loop unroll(full)
  for (int i = 0; i < 2; i++) {
    if (type != ETH_P_8021Q && type != ETH_P_8021AD) {
      break;
    }
    id = load_half(skb, at + 2) & 0xfff;
    at += 4;
    type = load_half(skb, at);
  }
  array_add(&frames, id, 1);
  return 0;
}
