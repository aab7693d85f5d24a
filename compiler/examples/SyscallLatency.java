import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.Tracepoint;
import bpf4j.compiler.context.TracepointContext;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfKeyedHistogram;
import bpf4j.maps.BpfMaps;
import java.time.Duration;

/**
 * Measures how long system calls take, and prints a histogram of microseconds for each at the end
 * or at Ctrl-C. Needs root.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/SyscallLatency.java -p 4711 10
 * </pre>
 */
final class SyscallLatency {
  private static final String USAGE =
      """
      usage: SyscallLatency [-p pid] [seconds]
      Measures system calls of one process, or of all, for 10 seconds or until Ctrl-C.
      """;

  private SyscallLatency() {}

  /** The field of raw_syscalls:sys_enter and sys_exit that is of interest. */
  interface SystemCall extends TracepointContext {
    long id();
  }

  /** What runs in the kernel when a call begins; of one process, or of all for 0. */
  static Tracepoint.Program<SystemCall> begin(BpfHash<Integer, Long> since, int pid) {
    return call -> {
      if (pid == 0 || Kernel.pid() == pid) {
        since.put(Kernel.tid(), System.nanoTime());
      }
    };
  }

  /** What runs in the kernel when a call ends. */
  static Tracepoint.Program<SystemCall> end(
      BpfHash<Integer, Long> since, BpfKeyedHistogram<Integer> micros) {
    return call -> {
      Long start = since.get(Kernel.tid());
      if (start != null) {
        micros.record((int) call.id(), (System.nanoTime() - start) / 1000);
        since.remove(Kernel.tid());
      }
    };
  }

  public static void main(String[] args) {
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

    try (BpfHash<Integer, Long> since = BpfMaps.lruHash(Integer.class, Long.class, 16_384);
        BpfKeyedHistogram<Integer> micros = BpfMaps.log2Histogram(Integer.class, 4096, "us")) {
      try (AttachedProgram ends = Tracepoint.attach("raw_syscalls:sys_exit", end(since, micros));
          AttachedProgram begins = Tracepoint.attach("raw_syscalls:sys_enter", begin(since, pid))) {
        System.err.println(begins + ", " + ends);
        begins.await(Duration.ofSeconds(seconds));
      }
      System.out.print(micros);
    }
  }

  /** Lets the main thread print and detach when Ctrl-C is pressed. */
  private static void finish(Thread main) {
    main.interrupt();
    try {
      main.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
