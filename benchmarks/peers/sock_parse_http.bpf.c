/* The twin of compiler/examples/SockParseHttp.java: counts HTTP/1 messages by what they are. */
#include "packet.h"

struct {
  __uint(type, BPF_MAP_TYPE_ARRAY);
  __uint(max_entries, 10);
  __type(key, __u32);
  __type(value, __u64);
} messages SEC(".maps");

#define START(a, b, c, d) ((a) << 24 | (b) << 16 | (c) << 8 | (d))

SEC("socket")
int sock_parse_http(struct __sk_buff *skb) {
  if (load_half(skb, ETHER_TYPE) != IPV4 || load_byte(skb, IP_PROTOCOL) != TCP
      || load_half(skb, IP_FRAGMENT) & FRAGMENT_OFFSET) {
    return 0;
  }
  __u32 tcp = ip_end(skb);
  __u32 data = tcp + ((load_byte(skb, tcp + 12) >> 4) << 2);
  if (data + 4 > skb->len) {
    return 0;
  }
  /* A chain with the answer set before each test: from mcpu v4 on, of all forms tried (switch, else-if,
     barriers against merging) the one that clang makes the fewest instructions of. */
  __u32 start = load_word(skb, data);
  __u32 message;
  message = 0;
  if (start == START('H', 'T', 'T', 'P')) {
    goto count;
  }
  message = 1;
  if (start == START('G', 'E', 'T', ' ')) {
    goto count;
  }
  message = 2;
  if (start == START('H', 'E', 'A', 'D')) {
    goto count;
  }
  message = 3;
  if (start == START('P', 'O', 'S', 'T')) {
    goto count;
  }
  message = 4;
  if (start == START('P', 'U', 'T', ' ')) {
    goto count;
  }
  message = 5;
  if (start == START('D', 'E', 'L', 'E')) {
    goto count;
  }
  message = 6;
  if (start == START('C', 'O', 'N', 'N')) {
    goto count;
  }
  message = 7;
  if (start == START('O', 'P', 'T', 'I')) {
    goto count;
  }
  message = 8;
  if (start == START('T', 'R', 'A', 'C')) {
    goto count;
  }
  message = 9;
  if (start == START('P', 'A', 'T', 'C')) {
    goto count;
  }
  return 0;

  __u64 *counter;
count:
  counter = bpf_map_lookup_elem(&messages, &message);
  if (counter) {
    __sync_fetch_and_add(counter, 1);
  }
  return 0;
}

char LICENSE[] SEC("license") = "GPL";
