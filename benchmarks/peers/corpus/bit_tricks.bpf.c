/* Counts sources by the bits that are set, by leading zeros and by the lowest bit set; adds up reversed ones. */
#include "corpus.h"

MAP(ones, ARRAY, __u32, __u64, 33);
MAP(leading, ARRAY, __u32, __u64, 33);
MAP(sums, ARRAY, __u32, __u64, 2);

SEC("socket")
int bit_tricks(struct __sk_buff *skb) {
  if (!is_ipv4(skb)) {
    return 0;
  }
  __u32 x = load_word(skb, IP_SOURCE);
  array_add(&ones, __builtin_popcount(x), 1);
  array_add(&leading, x ? __builtin_clz(x) : 32, 1);
  array_add(&sums, 0, x & -x);
  array_add(&sums, 1, __builtin_bitreverse32(x));
  return 0;
}
