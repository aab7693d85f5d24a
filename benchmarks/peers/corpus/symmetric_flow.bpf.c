/* Counts packets and bytes of UDP flows, both directions in one, by what a flow's ends are in order. */
#include "corpus.h"

struct flow {
  __u32 low;
  __u32 high;
  __u16 low_port;
  __u16 high_port;
};

struct stats {
  __u64 packets;
  __u64 bytes;
};

MAP(flows, HASH, struct flow, struct stats, 16384);

SEC("socket")
int symmetric_flow(struct __sk_buff *skb) {
  if (!is_ipv4(skb) || !starts(skb, UDP)) {
    return 0;
  }
  __u32 udp = ip_end(skb);
  __u32 source = load_word(skb, IP_SOURCE);
  __u32 destination = load_word(skb, IP_DESTINATION);
  __u32 source_port = load_half(skb, udp);
  __u32 destination_port = load_half(skb, udp + 2);
  struct flow key;
  if (source < destination) {
    key = (struct flow){source, destination, source_port, destination_port};
  } else {
    key = (struct flow){destination, source, destination_port, source_port};
  }
  struct stats empty = {};
  struct stats *stats = hash_get_or_create(&flows, &key, &empty);
  if (stats) {
    __sync_fetch_and_add(&stats->packets, 1);
    __sync_fetch_and_add(&stats->bytes, load_half(skb, IP_TOTAL_LENGTH));
  }
  return 0;
}
