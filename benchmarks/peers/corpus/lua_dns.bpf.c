/* Counts DNS queries by type, without asking whether packets are IPv4. After bcc's
 * examples/lua/sock-parse-dns.lua, for names of any number of labels. */
#include "corpus.h"

MAP(queries, ARRAY, __u32, __u64, 65536);

SEC("socket")
int lua_dns(struct __sk_buff *skb) {
  if (!starts(skb, UDP)) {
    return 0;
  }
  __u32 udp = ip_end(skb);
  if (load_half(skb, udp + 2) != 53) {
    return 0;
  }
  __u32 at = udp + 8 + 12;
  __u32 label = 0;
#pragma clang loop unroll(disable)
  for (int i = 0; i < 128; i++) {
    label = load_byte(skb, at);
    if (label == 0 || label >= 64) {
      break;
    }
    at += label + 1;
  }
  if (label == 0) {
    at += 1;
  } else if (label >= 0xc0) {
    at += 2;
  } else {
    return 0;
  }
  array_add(&queries, load_half(skb, at), 1);
  return 0;
}
