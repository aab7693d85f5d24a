/* Prints each line that a shell reads. After bcc's examples/lua/uprobe-readline.lua. */
#include <linux/ptrace.h>

#include "corpus.h"

SEC("uretprobe")
int lua_readline(struct pt_regs *regs) {
  char line[80];
  bpf_probe_read_user_str(line, sizeof line, (void *)regs->rax);
  bpf_trace_printk("%s", 3, line);
  return 0;
}
