/* Counts TLS client hellos (RFC 8446) by the version that they are said to be of. */
#include "corpus.h"

MAP(versions, HASH, __u32, __u64, 64);

SEC("socket")
int tls_version(struct __sk_buff *skb) {
  if (!is_ipv4(skb) || !starts(skb, TCP)) {
    return 0;
  }
  __u32 data = tcp_payload(skb, ip_end(skb));
  if (data + 11 > skb->len) {
    return 0;
  }
  if (load_byte(skb, data) == 22 && load_byte(skb, data + 1) == 3 && load_byte(skb, data + 5) == 1) {
    __u32 version = load_half(skb, data + 9);
    hash_add(&versions, &version, 1);
  }
  return 0;
}
