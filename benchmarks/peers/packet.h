/* What the four filters share: the classic packet loads, which end the run past the packet's end and
 * give values in host order; the numbers of the headers they read. */
#pragma once

#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

unsigned long long load_byte(void *skb, unsigned long long offset) asm("llvm.bpf.load.byte");
unsigned long long load_half(void *skb, unsigned long long offset) asm("llvm.bpf.load.half");
unsigned long long load_word(void *skb, unsigned long long offset) asm("llvm.bpf.load.word");

/* From the frame's first byte. */
#define ETHER_TYPE 12
#define IP 14
#define IP_TOTAL_LENGTH (IP + 2)
#define IP_FRAGMENT (IP + 6)
#define IP_PROTOCOL (IP + 9)

#define IPV4 0x0800
#define TCP 6
#define UDP 17
#define FRAGMENT_OFFSET 0x1fff
#define DNS_PORT 53

/* Where the IPv4 header and its options end. */
static __always_inline __u32 ip_end(struct __sk_buff *skb) {
  return IP + ((load_byte(skb, IP) & 15) << 2);
}
