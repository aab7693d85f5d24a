/* Answers ICMP echo requests, after the XDP tutorial's packet03: swaps addresses, changes the type, and the checksum
 * by what that makes (RFC 1624). */
#include <linux/ip.h>

#include "corpus.h"

/* What all ICMP messages start with; linux/icmp.h cannot be had without the C library's headers. */
struct icmp {
  __u8 type;
  __u8 code;
  __be16 checksum;
};

#define ECHO_REPLY 0
#define ECHO 8

SEC("xdp")
int icmp_echo(struct xdp_md *ctx) {
  void *data = (void *)(long)ctx->data;
  void *end = (void *)(long)ctx->data_end;
  struct ethhdr *eth = data;
  struct iphdr *ip = (void *)(eth + 1);
  if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->protocol != ICMP
      || ip->frag_off & bpf_htons(FRAGMENT_OFFSET)) {
    return XDP_PASS;
  }
  struct icmp *icmp = (void *)ip + ip->ihl * 4;
  if ((void *)(icmp + 1) > end || icmp->type != ECHO || icmp->code != 0) {
    return XDP_PASS;
  }
  __u8 mac[ETH_ALEN];
  __builtin_memcpy(mac, eth->h_source, ETH_ALEN);
  __builtin_memcpy(eth->h_source, eth->h_dest, ETH_ALEN);
  __builtin_memcpy(eth->h_dest, mac, ETH_ALEN);
  __be32 address = ip->saddr;
  ip->saddr = ip->daddr;
  ip->daddr = address;
  icmp->type = ECHO_REPLY;
  __u32 sum = bpf_ntohs(icmp->checksum) + (ECHO << 8);
  icmp->checksum = bpf_htons(sum + (sum >> 16));
  return XDP_TX;
}
