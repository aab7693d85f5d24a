/* Adds up IPv4 total lengths by protocol, without asking whether packets are IPv4. After bcc's
 * examples/lua/sock-protolen.lua. */
#include "corpus.h"

MAP(bytes, ARRAY, __u32, __u64, 256);

SEC("socket")
int lua_proto_len(struct __sk_buff *skb) {
  __u32 protocol = load_byte(skb, IP_PROTOCOL);
  array_add(&bytes, protocol, load_half(skb, IP_TOTAL_LENGTH));
  return 0;
}
