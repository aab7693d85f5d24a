package bpf4j.syscall.bpf;

import bpf4j.syscall.internal.call.Attr;
import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.io.Fd;

/** What the commands share: results checked under the command's name and first kernel. */
final class Calls {
  private Calls() {}

  static long check(BpfCommand command, long result) {
    if (result < 0) {
      throw failure(command, result);
    }
    return result;
  }

  static RuntimeException failure(BpfCommand command, long result) {
    String name = command.kernelName();
    return Failures.ofFeature("bpf(" + name + ")", result, name, command.since());
  }

  static void run(BpfCommand command, Attr attr) {
    check(command, attr.bpf(command.number()));
  }

  static Fd open(BpfCommand command, Attr attr) {
    return Fd.own((int) check(command, attr.bpf(command.number())));
  }
}
