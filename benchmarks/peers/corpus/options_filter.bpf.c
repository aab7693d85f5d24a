/* Walks up to 16 options of type, length and value in a datagram's payload and keeps it up to the end of the first of
 * type 53. */
#include "corpus.h"

SEC("socket")
int options_filter(struct __sk_buff *skb) {
  __u32 at = 8;
#pragma clang loop unroll(disable)
  for (int i = 0; i < 16; i++) {
    __u8 head[2];
    if (bpf_skb_load_bytes(skb, at, head, sizeof head)) {
      return -1;
    }
    at += 2 + head[1];
    if (head[0] == 53) {
      return at;
    }
    if (head[0] == 255) {
      break;
    }
  }
  return 0;
}
