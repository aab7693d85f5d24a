/* Counts packets by IP protocol, calls, and events: what the programs counter of libbpf and cilium/ebpf load. */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

unsigned long long load_byte(void *skb, unsigned long long offset) asm("llvm.bpf.load.byte");
unsigned long long load_half(void *skb, unsigned long long offset) asm("llvm.bpf.load.half");

#define ETHER_TYPE 12
#define IPV4 0x0800
#define IP_PROTOCOL 23

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 256);
	__type(key, __u32);
	__type(value, __u64);
} counts SEC(".maps");

static __always_inline int count(__u32 index)
{
	__u64 *number = bpf_map_lookup_elem(&counts, &index);

	if (number)
		__sync_fetch_and_add(number, 1);
	return 0;
}

SEC("socket")
int on_packet(struct __sk_buff *skb)
{
	return load_half(skb, ETHER_TYPE) == IPV4 ? count(load_byte(skb, IP_PROTOCOL)) : 0;
}

SEC("uprobe")
int on_call(void *context)
{
	return count(0);
}

SEC("tracepoint")
int on_event(void *context)
{
	return count(0);
}

char LICENSE[] SEC("license") = "GPL";
