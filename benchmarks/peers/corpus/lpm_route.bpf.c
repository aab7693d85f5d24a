/* Counts packets by the next hop of the longest prefix that their destination matches, as the kernel's
 * samples/bpf/xdp_router_ipv4 looks routes up. */
#include "corpus.h"

struct prefix {
  __u32 length;
  __u8 address[4];
};

struct {
  __uint(type, BPF_MAP_TYPE_LPM_TRIE);
  __uint(max_entries, 1024);
  __uint(map_flags, BPF_F_NO_PREALLOC);
  __type(key, struct prefix);
  __type(value, __u32);
} routes SEC(".maps");

MAP(hops, ARRAY, __u32, __u64, 64);

SEC("socket")
int lpm_route(struct __sk_buff *skb) {
  if (!is_ipv4(skb)) {
    return 0;
  }
  struct prefix key = {.length = 32};
  *(__u32 *)key.address = bpf_htonl(load_word(skb, IP_DESTINATION));
  __u32 *hop = bpf_map_lookup_elem(&routes, &key);
  if (hop) {
    array_add(&hops, *hop, 1);
  }
  return 0;
}
