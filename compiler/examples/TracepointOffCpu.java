import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Tracepoint;
import bpf4j.compiler.context.TracepointContext;
import bpf4j.compiler.kernel.Stacks;
import bpf4j.elf.stack.FlameGraph;
import bpf4j.elf.stack.FoldedStacks;
import bpf4j.elf.symbolize.Frame;
import bpf4j.elf.symbolize.KernelSymbols;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfStackTraces;
import bpf4j.maps.layout.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Adds up for how long threads sleep, in microseconds, by what they wait for in the kernel. At the
 * end or at Ctrl-C it prints folded stacks, or draws a flame graph. Needs root.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/TracepointOffCpu.java -o sleep.svg 10
 * </pre>
 */
final class TracepointOffCpu {
  private static final String USAGE =
      """
      usage: TracepointOffCpu [-o file.svg] [seconds]
      Adds up for how long threads sleep, by their stacks in the kernel, for 10 seconds or until
      Ctrl-C, and prints folded stacks.
        -o file.svg  draw a flame graph instead
      """;

  private static final CountDownLatch STOP = new CountDownLatch(1);

  private TracepointOffCpu() {}

  /** The fields of sched:sched_switch that are of interest. */
  interface SchedSwitch extends TracepointContext {
    String prev_comm();

    int prev_pid();

    long prev_state();

    int next_pid();
  }

  /**
   * What a thread waits for.
   *
   * @param comm its name
   * @param stack its stack in the kernel, negative if there is no room for it
   */
  record Reason(@Size(16) String comm, int stack) {}

  /**
   * A thread that sleeps.
   *
   * @param since when it began to, in nanoseconds
   * @param reason why
   */
  record Sleeping(long since, Reason reason) {}

  /** The maps that the program uses. */
  record Maps(
      BpfHash<Integer, Sleeping> sleeping, BpfHash<Reason, Long> micros, BpfStackTraces stacks)
      implements AutoCloseable {
    static Maps create() {
      return new Maps(
          BpfMaps.lruHash(Integer.class, Sleeping.class, 16_384),
          BpfMaps.hash(Reason.class, Long.class, 16_384),
          BpfMaps.factory().stackTraces(4096, 64));
    }

    @Override
    public void close() {
      sleeping.close();
      micros.close();
      stacks.close();
    }
  }

  /** What runs in the kernel, in the thread that stops running, when another starts. */
  static Tracepoint.Program<SchedSwitch> program(Maps maps) {
    BpfHash<Integer, Sleeping> sleeping = maps.sleeping();
    BpfHash<Reason, Long> micros = maps.micros();
    BpfStackTraces stacks = maps.stacks();
    return sw -> {
      long now = System.nanoTime();
      Sleeping next = sleeping.get(sw.next_pid());
      if (next != null) {
        micros.add(next.reason(), (now - next.since()) / 1000);
        sleeping.remove(sw.next_pid());
      }
      // A thread whose state is 0 could go on running.
      if (sw.prev_pid() != 0 && sw.prev_state() != 0) {
        Reason reason = new Reason(sw.prev_comm(), Stacks.id(stacks, Stacks.FAST_COMPARE));
        sleeping.put(sw.prev_pid(), new Sleeping(now, reason));
      }
    };
  }

  /** {@return the microseconds by the names of threads and functions} */
  static FoldedStacks folded(Maps maps) {
    KernelSymbols symbols = KernelSymbols.load();
    FoldedStacks folded = new FoldedStacks();
    maps.micros()
        .forEach(
            (reason, micros) -> {
              long[] addresses = reason.stack() < 0 ? null : maps.stacks().get(reason.stack());
              List<String> frames = new ArrayList<>();
              if (addresses != null) {
                symbols.stack(addresses).stream().map(Frame::name).forEach(frames::add);
              }
              frames.add(reason.comm());
              Collections.reverse(frames);
              folded.add(frames, micros);
            });
    return folded;
  }

  public static void main(String[] args) throws InterruptedException {
    Path picture = null;
    int seconds = 10;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("-o") && i + 1 < args.length) {
        picture = Path.of(args[++i]);
      } else if (args[i].matches("[1-9][0-9]{0,5}") && i == args.length - 1) {
        seconds = Integer.parseInt(args[i]);
      } else {
        System.err.print(USAGE);
        System.exit(2);
      }
    }
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(main)));

    try (Maps maps = Maps.create()) {
      try (AttachedProgram switches = Tracepoint.attach("sched:sched_switch", program(maps))) {
        System.err.println(switches);
        STOP.await(seconds, TimeUnit.SECONDS);
        switches.failures().forEach(System.err::println);
      }
      if (picture == null) {
        System.out.print(folded(maps));
      } else {
        FlameGraph.of(folded(maps)).title("Sleep").unit("us").write(picture);
        System.err.println("see " + picture);
      }
    }
  }

  /** Lets the main thread detach and print when Ctrl-C is pressed. */
  private static void finish(Thread main) {
    STOP.countDown();
    try {
      main.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
