/* Counts TCP segments that start with the greeting of a protocol, by 4 and 8 bytes. */
#include "corpus.h"

MAP(banners, ARRAY, __u32, __u64, 4);

#define WORD(a, b, c, d) ((__u32)(a) << 24 | (b) << 16 | (c) << 8 | (d))

SEC("socket")
int banner_match(struct __sk_buff *skb) {
  if (!is_ipv4(skb) || !starts(skb, TCP)) {
    return 0;
  }
  __u32 data = tcp_payload(skb, ip_end(skb));
  __u32 start = load_word(skb, data);
  __u32 banner;
  if (start == WORD('S', 'S', 'H', '-') && load_word(skb, data + 4) == WORD('2', '.', '0', '-')) {
    banner = 0;
  } else if (start == WORD('H', 'T', 'T', 'P') && load_word(skb, data + 4) == WORD('/', '1', '.', '1')) {
    banner = 1;
  } else if (start == WORD('2', '2', '0', ' ')) {
    banner = 2;
  } else if (start == WORD('+', 'O', 'K', ' ')) {
    banner = 3;
  } else {
    return 0;
  }
  array_add(&banners, banner, 1);
  return 0;
}
