/* Keeps a histogram of packet lengths in one value, and counts where nine tenths of all packets are below. */
#include "corpus.h"

struct histogram {
  __u64 packets;
  __u32 slots[16];
};

MAP(histograms, ARRAY, __u32, struct histogram, 1);
MAP(percentiles, ARRAY, __u32, __u64, 16);

SEC("socket")
int percentile(struct __sk_buff *skb) {
  __u32 zero = 0;
  struct histogram *histogram = bpf_map_lookup_elem(&histograms, &zero);
  if (!histogram) {
    return 0;
  }
  histogram->slots[skb->len >> 7 & 15]++;
  histogram->packets++;
  __u64 below = 0;
  __u32 slot = 0;
#pragma clang loop unroll(disable)
  for (; slot < 15; slot++) {
    below += histogram->slots[slot];
    if (below * 10 >= histogram->packets * 9) {
      break;
    }
  }
  array_add(&percentiles, slot, 1);
  return 0;
}
