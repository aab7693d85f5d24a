/* Keeps a set of 64 classes of the TCP ports that each source asks for, and counts sources when they have asked for
 * half of them. */
#include "corpus.h"

MAP(asked, HASH, __u32, __u64, 16384);
MAP(scans, ARRAY, __u32, __u64, 1);

SEC("socket")
int port_scan(struct __sk_buff *skb) {
  if (!is_ipv4(skb) || !starts(skb, TCP)) {
    return 0;
  }
  __u32 source = load_word(skb, IP_SOURCE);
  __u32 tcp = ip_end(skb);
  __u64 port = 1ull << (load_half(skb, tcp + 2) & 63);
  __u64 *known = bpf_map_lookup_elem(&asked, &source);
  __u64 before = known ? *known : 0;
  __u64 after = before | port;
  if (after == before || bpf_map_update_elem(&asked, &source, &after, BPF_ANY)) {
    return 0;
  }
  if (__builtin_popcountll(after) == 32) {
    array_add(&scans, 0, 1);
  }
  return 0;
}
