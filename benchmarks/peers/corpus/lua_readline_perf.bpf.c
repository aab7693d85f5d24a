/* Reports each line that a shell reads, with its process. After bcc's examples/lua/uprobe-readline-perf.lua. */
#include <linux/ptrace.h>

#include "corpus.h"

struct line {
  __u64 pid_tgid;
  char text[80];
};

struct {
  __uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
  __uint(key_size, sizeof(__u32));
  __uint(value_size, sizeof(__u32));
} lines SEC(".maps");

SEC("uretprobe")
int lua_readline_perf(struct pt_regs *regs) {
  struct line line;
  line.pid_tgid = bpf_get_current_pid_tgid();
  bpf_probe_read_user_str(line.text, sizeof line.text, (void *)regs->rax);
  bpf_perf_event_output(regs, &lines, BPF_F_CURRENT_CPU, &line, sizeof line);
  return 0;
}
