/* Counts packets by the byte where IPv4 has its protocol, without asking whether they are IPv4. After bcc's
 * examples/lua/sock-proto.lua. */
#include "corpus.h"

MAP(packets, ARRAY, __u32, __u64, 256);

SEC("socket")
int lua_proto(struct __sk_buff *skb) {
  array_add(&packets, load_byte(skb, IP_PROTOCOL), 1);
  return 0;
}
