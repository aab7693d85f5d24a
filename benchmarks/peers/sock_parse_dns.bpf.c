/* The twin of compiler/examples/SockParseDns.java: counts DNS queries by type. */
#include "packet.h"

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 65536);
  __type(key, __u32);
  __type(value, __u64);
} queries SEC(".maps");

SEC("socket")
int sock_parse_dns(struct __sk_buff *skb) {
  if (load_half(skb, ETHER_TYPE) != IPV4 || load_byte(skb, IP_PROTOCOL) != UDP
      || load_half(skb, IP_FRAGMENT) & FRAGMENT_OFFSET) {
    return 0;
  }
  __u32 udp = ip_end(skb);
  if (load_half(skb, udp + 2) != DNS_PORT) {
    return 0;
  }
  __u32 at = udp + 8 + 12;
  __u32 label = 0;
#pragma clang loop unroll(disable)
  for (int i = 0; i < 128; i++) {
    label = load_byte(skb, at);
    if (label == 0 || label >= 64) {
      break;
    }
    at += label + 1;
  }
  if (label == 0) {
    at += 1;
  } else if (label >= 0xc0) {
    at += 2;
  } else {
    return 0;
  }
  __u32 type = load_half(skb, at);
  __u64 *count = bpf_map_lookup_elem(&queries, &type);
  if (count) {
    __sync_fetch_and_add(count, 1);
  }
  return 0;
}

char LICENSE[] SEC("license") = "GPL";
