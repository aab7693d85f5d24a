/* Counts system calls by number, as bcc's syscount does. */
#include "corpus.h"

MAP(calls, HASH, __u32, __u64, 512);

SEC("raw_tracepoint/sys_enter")
int syscall_counter(struct bpf_raw_tracepoint_args *ctx) {
  __u32 number = ctx->args[1];
  hash_add(&calls, &number, 1);
  return 0;
}
