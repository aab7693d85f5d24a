package bpf4j.syscall.bpf;

import bpf4j.syscall.internal.call.Attr;
import bpf4j.syscall.internal.layout.BpfAttr.TaskFdQuery;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;

/** What other processes have attached. Thread-safe. */
public final class TaskCalls {
  private static final int NAME_ROOM = 4096;

  private TaskCalls() {}

  /**
   * Tells which program is attached to a descriptor ({@code BPF_TASK_FD_QUERY}, Linux 4.18). Needs
   * CAP_SYS_ADMIN.
   *
   * @param pid the process, as seen from this one's namespace
   * @param fd the number of a perf event or raw tracepoint descriptor in that process
   * @return the program and where it is attached
   * @throws bpf4j.syscall.SyscallException with ENOENT if there is no such process, EBADF if it has
   *     no such descriptor, ENOTSUPP if that is something else
   */
  public static TaskFdInfo queryFd(int pid, int fd) {
    try (Attr a = new Attr(TaskFdQuery.SIZE)) {
      a.u32(TaskFdQuery.PID, pid).u32(TaskFdQuery.FD, fd).u32(TaskFdQuery.BUF_LEN, NAME_ROOM);
      NativeMemory name = a.space(TaskFdQuery.BUF, NAME_ROOM);
      Calls.run(BpfCommand.TASK_FD_QUERY, a);
      return new TaskFdInfo(
          a.u32(TaskFdQuery.PROG_ID),
          TaskFdInfo.Kind.values()[a.u32(TaskFdQuery.FD_TYPE)],
          InfoStruct.string(name),
          a.u64(TaskFdQuery.PROBE_OFFSET),
          a.u64(TaskFdQuery.PROBE_ADDR));
    }
  }

  /**
   * As {@link #queryFd(int, int)}, for a descriptor of this process.
   *
   * @param fd a perf event or raw tracepoint link
   * @return the program and where it is attached
   */
  public static TaskFdInfo queryOwn(Fd fd) {
    int number = fd.acquire();
    try {
      return queryFd((int) ProcessHandle.current().pid(), number);
    } finally {
      fd.release();
    }
  }
}
