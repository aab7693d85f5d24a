/* Keeps one of four datagrams of a socket, by the FNV-1a hash of the first 16 bytes of its payload. */
#include "corpus.h"

SEC("socket")
int sample_filter(struct __sk_buff *skb) {
  __u8 start[16];
  if (bpf_skb_load_bytes(skb, 8, start, sizeof start)) {
    return -1;
  }
  __u32 hash = 0x811c9dc5;
#pragma clang loop unroll(disable)
  for (int i = 0; i < 16; i++) {
    hash = (hash ^ start[i]) * 0x01000193;
  }
  return hash >> 30 ? 0 : -1;
}
