/* Counts VXLAN packets (RFC 7348) by network and by the EtherType that they carry. */
#include "corpus.h"

MAP(networks, HASH, __u32, __u64, 16384);
MAP(types, HASH, __u32, __u64, 1024);

SEC("socket")
int vxlan_vni(struct __sk_buff *skb) {
  if (!is_ipv4(skb) || !starts(skb, UDP)) {
    return 0;
  }
  __u32 udp = ip_end(skb);
  if (load_half(skb, udp + 2) != 4789 || !(load_byte(skb, udp + 8) & 8)) {
    return 0;
  }
  __u32 network = load_word(skb, udp + 12) >> 8;
  hash_add(&networks, &network, 1);
  __u32 type = load_half(skb, udp + 16 + 12);
  hash_add(&types, &type, 1);
  return 0;
}
