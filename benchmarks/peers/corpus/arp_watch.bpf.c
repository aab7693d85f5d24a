/* Remembers which MAC address ARP gives for an IPv4 address and counts when another one claims it, after the idea of
 * arpwatch. */
#include "corpus.h"

MAP(neighbours, HASH, __u32, __u64, 16384);
MAP(events, ARRAY, __u32, __u64, 3);

SEC("socket")
int arp_watch(struct __sk_buff *skb) {
  if (skb->protocol != bpf_htons(ETH_P_ARP)) {
    return 0;
  }
  __u64 mac = load_half(skb, 14 + 8) << 32 | load_word(skb, 14 + 10);
  __u32 address = load_word(skb, 14 + 14);
  __u64 *known = bpf_map_lookup_elem(&neighbours, &address);
  __u32 event;
  if (!known) {
    event = 0;
  } else if (*known == mac) {
    event = 1;
  } else {
    event = 2;
  }
  if (event != 1 && bpf_map_update_elem(&neighbours, &address, &mac, BPF_ANY)) {
    return 0;
  }
  array_add(&events, event, 1);
  return 0;
}
