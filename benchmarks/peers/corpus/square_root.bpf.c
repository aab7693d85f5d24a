/* The integer square root of each packet's length times its time to live, bit by bit; counts by it. */
#include "corpus.h"

MAP(roots, ARRAY, __u32, __u64, 8192);

SEC("socket")
int square_root(struct __sk_buff *skb) {
  if (!is_ipv4(skb)) {
    return 0;
  }
  __u32 rest = load_half(skb, IP_TOTAL_LENGTH) * load_byte(skb, IP_TTL);
  __u32 root = 0;
#pragma clang loop unroll(disable)
  for (__u32 bit = 1 << 24; bit != 0; bit >>= 2) {
    if (rest >= root + bit) {
      rest -= root + bit;
      root = (root >> 1) + bit;
    } else {
      root >>= 1;
    }
  }
  array_add(&roots, root, 1);
  return 0;
}
