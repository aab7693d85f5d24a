import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.Kretprobe;
import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.BpfMaps;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Counts the system calls write and the bytes that they write, and prints the sums every second
 * until the time is up, or Ctrl-C. Needs root, and a kernel with kprobes.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/KprobeWrite.java 10
 * hits: 1027 bytes: 88136 failed: 2
 * </pre>
 */
final class KprobeWrite {
  private static final String USAGE =
      """
      usage: KprobeWrite [-p pid] [seconds]
      Counts writes of one process, or of all, for 10 seconds or until Ctrl-C.
      """;

  private static final CountDownLatch STOP = new CountDownLatch(1);

  static final int HITS = 0;
  static final int BYTES = 1;
  static final int FAILED = 2;

  private KprobeWrite() {}

  /** What runs in the kernel, whenever write returns; in one process, or in all for 0. */
  static Kretprobe.Program program(BpfGlobalArray<Long> sums, int pid) {
    return regs -> {
      if (pid == 0 || Kernel.pid() == pid) {
        sums.add(HITS, 1);
        if (regs.returnValue() >= 0) {
          sums.add(BYTES, regs.returnValue());
        } else {
          sums.add(FAILED, 1);
        }
      }
    };
  }

  public static void main(String[] args) throws InterruptedException {
    int pid = 0;
    int seconds = 10;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("-p") && i + 1 < args.length && args[i + 1].matches("[1-9][0-9]{0,8}")) {
        pid = Integer.parseInt(args[++i]);
      } else if (args[i].matches("[1-9][0-9]{0,5}") && i == args.length - 1) {
        seconds = Integer.parseInt(args[i]);
      } else {
        System.err.print(USAGE);
        System.exit(2);
      }
    }
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(main)));

    try (BpfGlobalArray<Long> sums = BpfMaps.globalArray(Long.class, 3);
        AttachedProgram probe = Kretprobe.attach("sys_write", program(sums, pid))) {
      System.err.println(probe);
      boolean isOver = false;
      for (int i = 0; i < seconds && !isOver; i++) {
        isOver = STOP.await(1, TimeUnit.SECONDS);
        System.out.printf(
            "hits: %d bytes: %d failed: %d%n", sums.get(HITS), sums.get(BYTES), sums.get(FAILED));
      }
    }
  }

  /** Lets the main thread print and detach when Ctrl-C is pressed. */
  private static void finish(Thread main) {
    STOP.countDown();
    try {
      main.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
