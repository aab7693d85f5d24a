/* Keeps count, sum, smallest and largest packet length of each IPv4 protocol. */
#include "corpus.h"

struct lengths {
  __u64 packets;
  __u64 bytes;
  __u32 smallest;
  __u32 largest;
};

MAP(protocols, ARRAY, __u32, struct lengths, 256);

SEC("socket")
int min_max(struct __sk_buff *skb) {
  if (!is_ipv4(skb)) {
    return 0;
  }
  __u32 protocol = load_byte(skb, IP_PROTOCOL);
  __u32 length = load_half(skb, IP_TOTAL_LENGTH);
  struct lengths *lengths = bpf_map_lookup_elem(&protocols, &protocol);
  if (!lengths) {
    return 0;
  }
  if (lengths->packets == 0 || length < lengths->smallest) {
    lengths->smallest = length;
  }
  if (length > lengths->largest) {
    lengths->largest = length;
  }
  lengths->packets++;
  lengths->bytes += length;
  return 0;
}
