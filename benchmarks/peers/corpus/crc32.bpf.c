/* The CRC-32 of Ethernet, bit by bit, over the 20 bytes of the shortest IPv4 header; counts by its lower bits. */
#include "corpus.h"

MAP(sums, ARRAY, __u32, __u64, 1024);

SEC("socket")
int crc32(struct __sk_buff *skb) {
  __u32 crc = ~0u;
#pragma clang loop unroll(disable)
  for (int i = 0; i < 20; i++) {
    crc ^= load_byte(skb, IP + i);
#pragma clang loop unroll(disable)
    for (int bit = 0; bit < 8; bit++) {
      crc = crc >> 1 ^ (0xedb88320 & -(crc & 1));
    }
  }
  array_add(&sums, ~crc & 1023, 1);
  return 0;
}
