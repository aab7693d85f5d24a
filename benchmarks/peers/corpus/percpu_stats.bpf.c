/* Counts packets and bytes by IPv4 protocol on each CPU, as the statistics of the XDP tutorial's basic lessons. */
#include "corpus.h"

struct stats {
  __u64 packets;
  __u64 bytes;
};

MAP(stats, PERCPU_ARRAY, __u32, struct stats, 256);

SEC("socket")
int percpu_stats(struct __sk_buff *skb) {
  if (!is_ipv4(skb)) {
    return 0;
  }
  __u32 protocol = load_byte(skb, IP_PROTOCOL);
  struct stats *local = bpf_map_lookup_elem(&stats, &protocol);
  if (local) {
    local->packets++;
    local->bytes += skb->len;
  }
  return 0;
}
