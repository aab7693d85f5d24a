/* The twin of compiler/examples/SockProtoLen.java: adds up the bytes of IPv4 packets by protocol. */
#include "packet.h"

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 256);
  __type(key, __u32);
  __type(value, __u64);
} bytes SEC(".maps");

SEC("socket")
int sock_proto_len(struct __sk_buff *skb) {
  if (load_half(skb, ETHER_TYPE) != IPV4) {
    return 0;
  }
  __u32 protocol = load_byte(skb, IP_PROTOCOL);
  __u64 length = load_half(skb, IP_TOTAL_LENGTH);
  __u64 *sum = bpf_map_lookup_elem(&bytes, &protocol);
  if (sum) {
    __sync_fetch_and_add(sum, length);
  }
  return 0;
}

char LICENSE[] SEC("license") = "GPL";
