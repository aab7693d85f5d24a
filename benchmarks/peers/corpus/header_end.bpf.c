/* Finds the empty line that ends an HTTP header within the first 128 bytes of a TCP segment, by a state machine on
 * bytes, and counts by where it is. */
#include "corpus.h"

MAP(ends, ARRAY, __u32, __u64, 129);

enum state { TEXT, CR, CR_LF, CR_LF_CR };

SEC("socket")
int header_end(struct __sk_buff *skb) {
  if (!is_ipv4(skb) || !starts(skb, TCP)) {
    return 0;
  }
  __u32 data = tcp_payload(skb, ip_end(skb));
  enum state state = TEXT;
#pragma clang loop unroll(disable)
  for (__u32 i = 0; i < 128; i++) {
    __u32 c = load_byte(skb, data + i);
    if (c == '\r') {
      state = state == CR_LF ? CR_LF_CR : CR;
    } else if (c == '\n' && state == CR) {
      state = CR_LF;
    } else if (c == '\n' && state == CR_LF_CR) {
      array_add(&ends, i + 1, 1);
      return 0;
    } else {
      state = TEXT;
    }
  }
  array_add(&ends, 0, 1);
  return 0;
}
