/* Counts what is over a limit of packets for each source and window of time. */
#include "corpus.h"

#define WINDOW_NANOSECONDS 3600000000000ull
#define LIMIT 4

struct window {
  __u64 start;
  __u64 packets;
};

MAP(windows, HASH, __u32, struct window, 16384);
MAP(verdicts, ARRAY, __u32, __u64, 2);

SEC("socket")
int rate_limiter(struct __sk_buff *skb) {
  if (!is_ipv4(skb)) {
    return 0;
  }
  __u32 source = load_word(skb, IP_SOURCE);
  struct window empty = {};
  struct window *window = hash_get_or_create(&windows, &source, &empty);
  if (!window) {
    return 0;
  }
  __u64 now = bpf_ktime_get_ns();
  if (window->start == 0 || now - window->start > WINDOW_NANOSECONDS) {
    window->start = now;
    window->packets = 0;
  }
  window->packets++;
  array_add(&verdicts, window->packets > LIMIT ? 1 : 0, 1);
  return 0;
}
