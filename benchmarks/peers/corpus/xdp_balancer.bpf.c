/* Sends UDP packets to one of several servers by Jenkins' hash of their flow: changes the destination's MAC address
 * and sends them back out, as load balancers by direct return do (Katran tunnels instead). */
#include <linux/ip.h>

#include "corpus.h"

struct server {
  __u64 mac;
  __u64 packets;
};

MAP(servers, ARRAY, __u32, struct server, 16);

#define SEED (0xdeadbeef + (3 << 2))

inline __u32 rotate_left(__u32 x, int bits) { return x << bits | x >> (32 - bits); }

SEC("xdp")
int xdp_balancer(struct xdp_md *ctx) {
  void *data = (void *)(long)ctx->data;
  void *end = (void *)(long)ctx->data_end;
  struct ethhdr *eth = data;
  struct iphdr *ip = (void *)(eth + 1);
  if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP) || ip->protocol != UDP
      || ip->frag_off & bpf_htons(FRAGMENT_OFFSET)) {
    return XDP_PASS;
  }
  __be32 *ports = (void *)ip + ip->ihl * 4;
  if ((void *)(ports + 1) > end) {
    return XDP_PASS;
  }
  __u32 a = bpf_ntohl(ip->saddr) + SEED;
  __u32 b = bpf_ntohl(ip->daddr) + SEED;
  __u32 c = bpf_ntohl(*ports) + SEED;
  c = (c ^ b) - rotate_left(b, 14);
  a = (a ^ c) - rotate_left(c, 11);
  b = (b ^ a) - rotate_left(a, 25);
  c = (c ^ b) - rotate_left(b, 16);
  a = (a ^ c) - rotate_left(c, 4);
  b = (b ^ a) - rotate_left(a, 14);
  c = (c ^ b) - rotate_left(b, 24);
  __u32 index = c & 15;
  struct server *server = bpf_map_lookup_elem(&servers, &index);
  if (!server) {
    return XDP_PASS;
  }
  __sync_fetch_and_add(&server->packets, 1);
  __u64 mac = server->mac;
  __builtin_memcpy(eth->h_source, eth->h_dest, ETH_ALEN);
  *(__be16 *)eth->h_dest = bpf_htons(mac >> 32);
  *(__be32 *)(eth->h_dest + 2) = bpf_htonl(mac);
  return XDP_TX;
}
