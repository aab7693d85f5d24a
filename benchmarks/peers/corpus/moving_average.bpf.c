/* Keeps a moving average of packet lengths for each source, in 1/256 of a byte, as the kernel's TCP smooths round
 * trip times (RFC 6298), and counts lengths of more than twice that. */
#include "corpus.h"

MAP(averages, HASH, __u32, __u64, 16384);
MAP(outliers, ARRAY, __u32, __u64, 1);

SEC("socket")
int moving_average(struct __sk_buff *skb) {
  if (!is_ipv4(skb)) {
    return 0;
  }
  __u32 source = load_word(skb, IP_SOURCE);
  __s64 length = load_half(skb, IP_TOTAL_LENGTH) << 8;
  __s64 *known = bpf_map_lookup_elem(&averages, &source);
  __s64 average = length;
  if (known) {
    average = *known;
    if (length > 2 * average) {
      array_add(&outliers, 0, 1);
    }
    average += (length - average) >> 3;
  }
  bpf_map_update_elem(&averages, &source, &average, BPF_ANY);
  return 0;
}
