/* Keeps the datagrams of a socket whose payload starts with the eight bytes of STUN's magic (RFC 8489), past its type
 * and length. */
#include "corpus.h"

SEC("socket")
int magic_filter(struct __sk_buff *skb) {
  __u32 magic;
  if (bpf_skb_load_bytes(skb, 8 + 4, &magic, sizeof magic)) {
    return -1;
  }
  if (magic != bpf_htonl(0x2112a442)) {
    return 0;
  }
  __u16 type;
  if (bpf_skb_load_bytes(skb, 8, &type, sizeof type)) {
    return -1;
  }
  return type & bpf_htons(0xc000) ? 0 : -1;
}
