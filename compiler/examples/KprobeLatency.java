import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.Kprobe;
import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Measures the time from one function of the kernel to another that is given the same first
 * argument, and draws a line each second: from less than 10 microseconds at the left to 10 seconds
 * and more at the right, the darker the more. Needs root, and a kernel with kprobes.
 *
 * <p>Unless told otherwise it is the time that requests of block devices take.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/KprobeLatency.java
 *  1us   10us  100us 1ms   10ms  100ms 1s    10s
 * |      ..... ===== +++++ .....                         | 1042
 * </pre>
 */
final class KprobeLatency {
  private static final String USAGE =
      """
      usage: KprobeLatency [begin end] [seconds]
      Measures the time between functions of the kernel with the same first argument, such as
        blk_mq_start_request blk_mq_end_request (these unless others are given)
      for 10 seconds or until Ctrl-C.
      """;

  private static final CountDownLatch STOP = new CountDownLatch(1);
  private static final String SHADES = " .:-=+*#%@";

  /** Powers of ten of microseconds. */
  static final int DECADES = 8;

  private KprobeLatency() {}

  /** What runs in the kernel at the first function. */
  static Kprobe.Program begin(BpfHash<Long, Long> since) {
    return regs -> since.put(regs.arg(0), System.nanoTime());
  }

  /** What runs in the kernel at the second function. */
  static Kprobe.Program end(BpfHash<Long, Long> since, BpfGlobalArray<Long> decades) {
    return regs -> {
      Long start = since.get(regs.arg(0));
      if (start != null) {
        since.remove(regs.arg(0));
        long micros = (System.nanoTime() - start) / 1000;
        decades.add(Math.min(Kernel.log10(Math.max(micros, 1)), DECADES - 1), 1);
      }
    };
  }

  /** {@return a line for what has been added since the last one} */
  static String line(BpfGlobalArray<Long> decades, long[] before) {
    long[] added = new long[DECADES];
    long all = 0;
    for (int i = 0; i < DECADES; i++) {
      long now = decades.get(i);
      added[i] = now - before[i];
      before[i] = now;
      all += added[i];
    }
    StringBuilder text = new StringBuilder("|");
    for (long count : added) {
      // The lightest shade but none is for a single one.
      int shade = count == 0 ? 0 : (int) Math.max(1, count * (SHADES.length() - 1) / all);
      text.append(SHADES.substring(shade, shade + 1).repeat(5)).append(' ');
    }
    return text.append("| ").append(all).toString();
  }

  public static void main(String[] args) throws InterruptedException {
    int seconds = 10;
    int names = args.length;
    if (names % 2 == 1 && args[names - 1].matches("[1-9][0-9]{0,5}")) {
      seconds = Integer.parseInt(args[--names]);
    }
    if (names != 0 && names != 2 || names == 2 && args[0].startsWith("-")) {
      System.err.print(USAGE);
      System.exit(2);
    }
    String begin = names == 0 ? "blk_mq_start_request" : args[0];
    String end = names == 0 ? "blk_mq_end_request" : args[1];
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(main)));

    try (BpfHash<Long, Long> since = BpfMaps.lruHash(Long.class, Long.class, 16_384);
        BpfGlobalArray<Long> decades = BpfMaps.globalArray(Long.class, DECADES);
        AttachedProgram ends = Kprobe.attach(end, end(since, decades));
        AttachedProgram begins = Kprobe.attach(begin, begin(since))) {
      System.err.println(begins + ", " + ends);
      System.out.println(" 1us   10us  100us 1ms   10ms  100ms 1s    10s");
      long[] before = new long[DECADES];
      boolean isOver = false;
      for (int i = 0; i < seconds && !isOver; i++) {
        isOver = STOP.await(1, TimeUnit.SECONDS);
        System.out.println(line(decades, before));
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
