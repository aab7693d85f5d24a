/* Counts packets by protocol behind up to two VLAN tags, IPv4 and IPv6, as in the XDP tutorial's lessons on parsing. */
#include <linux/ip.h>
#include <linux/ipv6.h>

#include "corpus.h"

MAP(protocols, ARRAY, __u32, __u64, 256);

struct vlan {
  __be16 tag;
  __be16 type;
};

SEC("xdp")
int xdp_parser(struct xdp_md *ctx) {
  void *data = (void *)(long)ctx->data;
  void *end = (void *)(long)ctx->data_end;
  struct ethhdr *eth = data;
  if ((void *)(eth + 1) > end) {
    return XDP_PASS;
  }
  __u32 type = eth->h_proto;
  void *next = eth + 1;
#pragma clang loop unroll(full)
  for (int i = 0; i < 2; i++) {
    if (type != bpf_htons(ETH_P_8021Q) && type != bpf_htons(ETH_P_8021AD)) {
      break;
    }
    struct vlan *vlan = next;
    if ((void *)(vlan + 1) > end) {
      return XDP_PASS;
    }
    type = vlan->type;
    next = vlan + 1;
  }
  if (type == bpf_htons(ETH_P_IP)) {
    struct iphdr *ip = next;
    if ((void *)(ip + 1) > end) {
      return XDP_PASS;
    }
    array_add(&protocols, ip->protocol, 1);
  } else if (type == bpf_htons(ETH_P_IPV6)) {
    struct ipv6hdr *ip = next;
    if ((void *)(ip + 1) > end) {
      return XDP_PASS;
    }
    array_add(&protocols, ip->nexthdr, 1);
  }
  return XDP_PASS;
}
