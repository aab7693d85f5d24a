/* What the corpus's programs in C share: classic packet loads, which end the run past the packet's end and give
 * values in host order; offsets in Ethernet frames; counting in maps, with the checks that the Java side makes. */
#pragma once

#include <linux/bpf.h>

#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <linux/if_ether.h>

unsigned long long load_byte(void *skb, unsigned long long offset) asm("llvm.bpf.load.byte");
unsigned long long load_half(void *skb, unsigned long long offset) asm("llvm.bpf.load.half");
unsigned long long load_word(void *skb, unsigned long long offset) asm("llvm.bpf.load.word");

#define MAP(name, kind, key_type, value_type, entries) \
  struct {                                             \
    __uint(type, BPF_MAP_TYPE_##kind);                 \
    __uint(max_entries, entries);                      \
    __type(key, key_type);                             \
    __type(value, value_type);                         \
  } name SEC(".maps")

#define inline static __attribute__((always_inline)) inline

/* From the frame's first byte. */
#define IP 14
#define IP_TOTAL_LENGTH (IP + 2)
#define IP_FRAGMENT (IP + 6)
#define IP_TTL (IP + 8)
#define IP_PROTOCOL (IP + 9)
#define IP_SOURCE (IP + 12)
#define IP_DESTINATION (IP + 16)

#define FRAGMENT_OFFSET 0x1fff
#define ICMP 1
#define TCP 6
#define UDP 17

/* Where the IPv4 header and its options end. */
inline __u32 ip_end(struct __sk_buff *skb) { return IP + ((load_byte(skb, IP) & 15) << 2); }

inline int is_ipv4(struct __sk_buff *skb) { return skb->protocol == bpf_htons(ETH_P_IP); }

/* Whether a header of the protocol starts the payload of an IPv4 packet. */
inline int starts(struct __sk_buff *skb, __u32 protocol) {
  return load_byte(skb, IP_PROTOCOL) == protocol && !(load_half(skb, IP_FRAGMENT) & FRAGMENT_OFFSET);
}

/* Where the payload of a TCP segment starts. */
inline __u32 tcp_payload(struct __sk_buff *skb, __u32 tcp) {
  return tcp + ((load_byte(skb, tcp + 12) >> 4) << 2);
}

/* Adds to an element of an array. */
inline void array_add(void *map, __u32 index, __u64 amount) {
  __u64 *counter = bpf_map_lookup_elem(map, &index);
  if (counter) {
    __sync_fetch_and_add(counter, amount);
  }
}

/* Adds to an element of a hash, which need not be there yet. */
inline void hash_add(void *map, const void *key, __u64 amount) {
  __u64 *counter = bpf_map_lookup_elem(map, key);
  if (!counter) {
    if (!bpf_map_update_elem(map, key, &amount, BPF_NOEXIST)) {
      return;
    }
    counter = bpf_map_lookup_elem(map, key);
    if (!counter) {
      return;
    }
  }
  __sync_fetch_and_add(counter, amount);
}

/* The element of a hash, put there as it is given if it is not there yet; NULL when there is no room. */
inline void *hash_get_or_create(void *map, const void *key, const void *initial) {
  void *value = bpf_map_lookup_elem(map, key);
  if (!value) {
    bpf_map_update_elem(map, key, initial, BPF_NOEXIST);
    value = bpf_map_lookup_elem(map, key);
  }
  return value;
}

char LICENSE[] SEC("license") = "GPL";
