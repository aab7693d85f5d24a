import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Comm;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.Uretprobe;
import bpf4j.compiler.kernel.UserMemory;
import bpf4j.maps.layout.Size;
import bpf4j.perf.EventReader;
import bpf4j.perf.PerfEventArray;
import bpf4j.perf.ReaderOptions;
import bpf4j.perf.attach.UserFunction;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Prints every line that readline returns to bash, with the time of the kernel, in the order of
 * time whichever CPU it was typed on, until Ctrl-C; then how many there were, and how many were
 * lost. Needs root.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/UprobeReadlinePerf.java
 *    SECONDS     PID NAME             COMMAND
 * 4711.52003   12345 bash             ls -l
 * </pre>
 */
final class UprobeReadlinePerf {
  private static final String USAGE =
      """
      usage: UprobeReadlinePerf [-p pid] [file]
      Prints every line that readline returns in /bin/bash, or in another program or library.
        -p pid  of one process only
      """;

  private static final CountDownLatch STOP = new CountDownLatch(1);

  private UprobeReadlinePerf() {}

  /**
   * A line.
   *
   * @param nanos when, since the system was started
   * @param pid the process
   * @param comm the thread's name
   * @param text what was typed, cut to 127 bytes
   */
  record Line(long nanos, int pid, Comm comm, @Size(128) String text) {}

  /** What runs in the kernel, whenever readline returns; at the end of input it returns null. */
  static Uretprobe.Program program(PerfEventArray<Line> lines) {
    return regs -> {
      if (regs.returnValue() != 0) {
        lines.output(
            new Line(
                System.nanoTime(),
                Kernel.pid(),
                Kernel.comm(),
                UserMemory.string(regs.returnValue(), 128)));
      }
    };
  }

  public static void main(String[] args) {
    UserFunction readline = UserFunction.of("/bin/bash", "readline");
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("-p") && i + 1 < args.length && args[i + 1].matches("[1-9][0-9]{0,8}")) {
        readline = readline.inProcess(Long.parseLong(args[++i]));
      } else if (i == args.length - 1 && !args[i].startsWith("-")) {
        readline = new UserFunction(args[i], readline.name(), readline.how(), readline.pid(), 0);
      } else {
        System.err.print(USAGE);
        System.exit(2);
      }
    }
    Thread main = Thread.currentThread();
    try (PerfEventArray<Line> lines = PerfEventArray.builder(Line.class).timestamps().create();
        EventReader<Line> reader =
            lines.reader(ReaderOptions.defaults().orderedByTime(Duration.ofMillis(1)));
        AttachedProgram probe = Uretprobe.attach(readline, program(lines))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(reader, main)));
      System.err.println(probe);
      System.out.printf("%10s %7s %-16s %s%n", "SECONDS", "PID", "NAME", "COMMAND");
      while (STOP.getCount() > 0) {
        reader.poll(Duration.ofSeconds(1), UprobeReadlinePerf::print);
      }
      // Some may have been held back, for others that are earlier.
      int late;
      do {
        late = reader.poll(Duration.ofMillis(20), UprobeReadlinePerf::print);
      } while (late > 0);
      probe.failures().forEach(System.err::println);
      System.out.printf("%d lines, %d lost%n", reader.received(), reader.lost());
    }
  }

  private static void print(Line line) {
    System.out.printf(
        "%10.5f %7d %-16s %s%n", line.nanos() / 1e9, line.pid(), line.comm(), line.text());
  }

  /** Lets the main thread print and detach when Ctrl-C is pressed. */
  private static void finish(EventReader<Line> reader, Thread main) {
    STOP.countDown();
    reader.wakeup();
    try {
      main.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
