/* Adds up microseconds off the CPU by stack. After bcc's examples/lua/tracepoint-offcputime.lua. */
#include "corpus.h"

MAP(started, HASH, __u32, __u64, 10240);
MAP(micros, HASH, struct off_cpu, __u64, 10240);

struct {
  __uint(type, BPF_MAP_TYPE_STACK_TRACE);
  __uint(max_entries, 10240);
  __uint(key_size, sizeof(__u32));
  __uint(value_size, 127 * sizeof(__u64));
} stacks SEC(".maps");

struct sched_switch {
  __u64 common;
  char prev_comm[16];
  __s32 prev_pid;
  __s32 prev_prio;
  __s64 prev_state;
  char next_comm[16];
  __s32 next_pid;
  __s32 next_prio;
};

struct off_cpu {
  char comm[16];
  __s32 pid;
  __s32 stack;
};

SEC("tracepoint/sched/sched_switch")
int lua_offcpu(struct sched_switch *sw) {
  __u64 now = bpf_ktime_get_ns();
  __s32 pid = sw->prev_pid;
  bpf_map_update_elem(&started, &pid, &now, BPF_ANY);
  pid = sw->next_pid;
  __u64 *start = bpf_map_lookup_elem(&started, &pid);
  if (!start) {
    return 0;
  }
  __u64 micro = (now - *start) / 1000;
  bpf_map_delete_elem(&started, &pid);
  struct off_cpu key = {.pid = pid};
  bpf_get_current_comm(key.comm, sizeof key.comm);
  key.stack = bpf_get_stackid(sw, &stacks, 0);
  hash_add(&micros, &key, micro);
  return 0;
}
