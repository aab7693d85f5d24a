/* The twin of compiler/examples/SockProto.java: counts IPv4 packets by protocol. */
#include "packet.h"

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 256);
  __type(key, __u32);
  __type(value, __u64);
} packets SEC(".maps");

SEC("socket")
int sock_proto(struct __sk_buff *skb) {
  if (load_half(skb, ETHER_TYPE) != IPV4) {
    return 0;
  }
  __u32 protocol = load_byte(skb, IP_PROTOCOL);
  __u64 *count = bpf_map_lookup_elem(&packets, &protocol);
  if (count) {
    __sync_fetch_and_add(count, 1);
  }
  return 0;
}

char LICENSE[] SEC("license") = "GPL";
