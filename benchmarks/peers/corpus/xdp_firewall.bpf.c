/* Drops packets of sources on a list, and TCP and UDP packets to ports that are not open. */
#include <linux/ip.h>

#include "corpus.h"

MAP(blocked, HASH, __u32, __u8, 1024);
MAP(open, ARRAY, __u32, __u64, 65536);

SEC("xdp")
int xdp_firewall(struct xdp_md *ctx) {
  void *data = (void *)(long)ctx->data;
  void *end = (void *)(long)ctx->data_end;
  struct ethhdr *eth = data;
  struct iphdr *ip = (void *)(eth + 1);
  if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP)) {
    return XDP_PASS;
  }
  __u32 source = bpf_ntohl(ip->saddr);
  if (bpf_map_lookup_elem(&blocked, &source)) {
    return XDP_DROP;
  }
  if ((ip->protocol != TCP && ip->protocol != UDP) || ip->frag_off & bpf_htons(FRAGMENT_OFFSET)) {
    return XDP_PASS;
  }
  __be16 *ports = (void *)ip + ip->ihl * 4;
  if ((void *)(ports + 2) > end) {
    return XDP_PASS;
  }
  __u32 port = bpf_ntohs(ports[1]);
  __u64 *is_open = bpf_map_lookup_elem(&open, &port);
  if (!is_open) {
    return XDP_PASS;
  }
  return *is_open ? XDP_PASS : XDP_DROP;
}
