/* Sorts the first eight 16-bit words of the IPv4 header by a network of 19 comparators (Batcher 1968) and adds up
 * the four largest in one counter, the smallest in another. */
#include "corpus.h"

MAP(sums, ARRAY, __u32, __u64, 2);

inline void order(__u32 *v, int low, int high) {
  __u32 a = v[low];
  __u32 b = v[high];
  v[low] = a < b ? a : b;
  v[high] = a < b ? b : a;
}

SEC("socket")
int sort8(struct __sk_buff *skb) {
  __u32 v[8];
#pragma clang loop unroll(full)
  for (int i = 0; i < 8; i++) {
    v[i] = load_half(skb, IP + 2 * i);
  }
  order(v, 0, 1);
  order(v, 2, 3);
  order(v, 4, 5);
  order(v, 6, 7);
  order(v, 0, 2);
  order(v, 1, 3);
  order(v, 4, 6);
  order(v, 5, 7);
  order(v, 1, 2);
  order(v, 5, 6);
  order(v, 0, 4);
  order(v, 1, 5);
  order(v, 2, 6);
  order(v, 3, 7);
  order(v, 2, 4);
  order(v, 3, 5);
  order(v, 1, 2);
  order(v, 3, 4);
  order(v, 5, 6);
  array_add(&sums, 0, v[4] + v[5] + v[6] + v[7]);
  array_add(&sums, 1, v[0]);
  return 0;
}
