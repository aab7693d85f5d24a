/* Adds up the decimal digits of each source address taken as a number, and counts by how many there are. */
#include "corpus.h"

MAP(lengths, ARRAY, __u32, __u64, 11);
MAP(sums, ARRAY, __u32, __u64, 1);

SEC("socket")
int digit_sum(struct __sk_buff *skb) {
  if (!is_ipv4(skb)) {
    return 0;
  }
  __u32 rest = load_word(skb, IP_SOURCE);
  __u32 digits = 0;
  __u32 sum = 0;
#pragma clang loop unroll(disable)
  while (rest != 0 && digits < 10) {
    sum += rest % 10;
    rest /= 10;
    digits++;
  }
  array_add(&lengths, digits, 1);
  array_add(&sums, 0, sum);
  return 0;
}
