/* Follows the state of TCP connections by their flags, a simple form of the table in RFC 9293, and counts which
 * states they come to. */
#include "corpus.h"

enum state { NONE, SYN_SENT, ESTABLISHED, FIN_WAIT, CLOSED };

#define FIN 1
#define SYN 2
#define RST 4
#define ACK 16

struct connection {
  __u32 source;
  __u32 destination;
  __u16 source_port;
  __u16 destination_port;
};

MAP(states, HASH, struct connection, __u32, 16384);
MAP(entered, ARRAY, __u32, __u64, 5);

SEC("socket")
int tcp_state(struct __sk_buff *skb) {
  if (!is_ipv4(skb) || !starts(skb, TCP)) {
    return 0;
  }
  __u32 tcp = ip_end(skb);
  struct connection key = {
      .source = load_word(skb, IP_SOURCE),
      .destination = load_word(skb, IP_DESTINATION),
      .source_port = load_half(skb, tcp),
      .destination_port = load_half(skb, tcp + 2),
  };
  __u32 flags = load_byte(skb, tcp + 13);
  __u32 *known = bpf_map_lookup_elem(&states, &key);
  __u32 state = known ? *known : NONE;
  __u32 next = state;
  if (flags & RST) {
    next = CLOSED;
  } else {
    switch (state) {
      case NONE:
      case CLOSED:
        if (flags & SYN) {
          next = SYN_SENT;
        }
        break;
      case SYN_SENT:
        if (flags & ACK) {
          next = ESTABLISHED;
        }
        break;
      case ESTABLISHED:
        if (flags & FIN) {
          next = FIN_WAIT;
        }
        break;
      case FIN_WAIT:
        if (flags & ACK) {
          next = CLOSED;
        }
        break;
    }
  }
  if (next != state) {
    if (bpf_map_update_elem(&states, &key, &next, BPF_ANY)) {
      return 0;
    }
    array_add(&entered, next, 1);
  }
  return 0;
}
