/* A histogram of packet lengths by powers of two, as bcc's and libbpf-tools' bpf_log2 histograms. */
#include "corpus.h"

MAP(lengths, ARRAY, __u32, __u64, 32);

inline __u32 log2_floor(__u32 value) {
  __u32 result = (value > 0xffff) << 4;
  value >>= result;
  __u32 shift = (value > 0xff) << 3;
  value >>= shift;
  result |= shift;
  shift = (value > 0xf) << 2;
  value >>= shift;
  result |= shift;
  shift = (value > 0x3) << 1;
  value >>= shift;
  result |= shift;
  return result | value >> 1;
}

SEC("socket")
int length_histogram(struct __sk_buff *skb) {
  array_add(&lengths, log2_floor(skb->len), 1);
  return 0;
}
