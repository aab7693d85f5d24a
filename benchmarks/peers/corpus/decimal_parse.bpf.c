/* Adds up the decimal numbers of at most nine digits that UDP payloads start with, as statsd's counters do. */
#include "corpus.h"

MAP(sums, ARRAY, __u32, __u64, 2);

SEC("socket")
int decimal_parse(struct __sk_buff *skb) {
  if (!is_ipv4(skb) || !starts(skb, UDP)) {
    return 0;
  }
  __u32 at = ip_end(skb) + 8;
  __u32 number = 0;
  __u32 digits = 0;
#pragma clang loop unroll(disable)
  for (; digits < 9; digits++) {
    __u32 digit = load_byte(skb, at + digits) - '0';
    if (digit > 9) {
      break;
    }
    number = number * 10 + digit;
  }
  if (digits > 0) {
    array_add(&sums, 0, 1);
    array_add(&sums, 1, number);
  }
  return 0;
}
