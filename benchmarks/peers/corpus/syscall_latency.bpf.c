/* Notes when each thread enters a system call, and when the same thread is seen to enter the next one adds the time
 * between to a histogram by powers of two, after bcc's funclatency. */
#include "corpus.h"

MAP(since, HASH, __u64, __u64, 10240);
MAP(nanos, ARRAY, __u32, __u64, 64);

inline __u32 log2_floor(__u64 value) {
  __u32 result = 0;
  if (value >> 32) {
    value >>= 32;
    result = 32;
  }
  __u32 low = value;
  __u32 shift = (low > 0xffff) << 4;
  low >>= shift;
  result |= shift;
  shift = (low > 0xff) << 3;
  low >>= shift;
  result |= shift;
  shift = (low > 0xf) << 2;
  low >>= shift;
  result |= shift;
  shift = (low > 0x3) << 1;
  low >>= shift;
  result |= shift;
  return result | low >> 1;
}

SEC("raw_tracepoint/sys_enter")
int syscall_latency(struct bpf_raw_tracepoint_args *ctx) {
  __u64 thread = bpf_get_current_pid_tgid();
  __u64 now = bpf_ktime_get_ns();
  __u64 *before = bpf_map_lookup_elem(&since, &thread);
  if (before) {
    array_add(&nanos, log2_floor(now - *before), 1);
  }
  bpf_map_update_elem(&since, &thread, &now, BPF_ANY);
  return 0;
}
