import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.Tracepoint;
import bpf4j.compiler.context.TracepointContext;
import bpf4j.compiler.declare.KernelName;
import bpf4j.compiler.kernel.KernelStruct;
import bpf4j.compiler.kernel.Stacks;
import bpf4j.elf.stack.FoldedStacks;
import bpf4j.elf.symbolize.Frame;
import bpf4j.elf.symbolize.KernelSymbols;
import bpf4j.elf.symbolize.ProcessSymbols;
import bpf4j.elf.symbolize.Symbolizer;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfStackTraces;
import bpf4j.maps.layout.Size;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Adds up the time that threads wait, by the stacks with which they wait, and prints it at the end
 * or at Ctrl-C. Needs root.
 *
 * <p>Stacks of processes are complete where functions keep frame pointers. Java does with {@code
 * -XX:+PreserveFramePointer}.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/OffCpuTime.java -p 4711 -d 10
 *     __schedule
 *     schedule
 *     do_nanosleep
 *     ...
 *     main
 *     sleep (4711)
 *         1000123 us
 * </pre>
 */
final class OffCpuTime {
  private static final String USAGE =
      """
      usage: OffCpuTime [-p pid] [-u | -k] [-f] [-d seconds]
      Adds up the time that threads wait, in microseconds, by their stacks, until Ctrl-C.
        -p pid      of one process only
        -u          not of the kernel's own threads
        -k          of the kernel's own threads only
        -f          print folded stacks, a line for each, as flame graph tools read them
        -d seconds  stop after so long
      """;

  /** {@code PF_KTHREAD} of the kernel: a thread of its own. */
  private static final int KERNEL_THREAD = 0x0020_0000;

  private static final CountDownLatch STOP = new CountDownLatch(1);

  private OffCpuTime() {}

  /** Whose time is added up. */
  enum Threads {
    ALL,
    OF_PROCESSES,
    OF_KERNEL
  }

  /** The fields of sched:sched_switch that are of interest. */
  interface SchedSwitch extends TracepointContext {
    String prev_comm();

    int prev_pid();

    int next_pid();
  }

  /** What the kernel keeps of a thread. */
  @KernelName("task_struct")
  interface TaskStruct extends KernelStruct {
    int flags();
  }

  /**
   * Where a thread waits.
   *
   * @param pid its process
   * @param comm its name
   * @param inKernel its stack in the kernel, negative if there is none
   * @param inProcess its stack in the process, negative if there is none
   */
  record Place(int pid, @Size(16) String comm, int inKernel, int inProcess) {}

  /**
   * A thread that waits.
   *
   * @param since when it stopped running, in nanoseconds
   * @param place where
   */
  record Waiting(long since, Place place) {}

  /** The maps that the program uses. */
  record Maps(BpfHash<Integer, Waiting> waiting, BpfHash<Place, Long> micros, BpfStackTraces stacks)
      implements AutoCloseable {
    static Maps create() {
      return new Maps(
          BpfMaps.lruHash(Integer.class, Waiting.class, 16_384),
          BpfMaps.hash(Place.class, Long.class, 16_384),
          BpfMaps.factory().stackTraces(16_384, 127));
    }

    @Override
    public void close() {
      waiting.close();
      micros.close();
      stacks.close();
    }
  }

  /**
   * What runs in the kernel, in the thread that stops running, when another starts.
   *
   * @param pid the process, 0 for all
   */
  static Tracepoint.Program<SchedSwitch> program(Maps maps, int pid, Threads threads) {
    BpfHash<Integer, Waiting> waiting = maps.waiting();
    BpfHash<Place, Long> micros = maps.micros();
    BpfStackTraces stacks = maps.stacks();
    return sw -> {
      long now = System.nanoTime();
      Waiting next = waiting.get(sw.next_pid());
      if (next != null) {
        micros.add(next.place(), (now - next.since()) / 1000);
        waiting.remove(sw.next_pid());
      }
      // Thread 0 waits for others to have nothing to do.
      if (sw.prev_pid() == 0 || pid != 0 && Kernel.pid() != pid) {
        return;
      }
      if (threads != Threads.ALL) {
        boolean isKernel = (Kernel.currentTask(TaskStruct.class).flags() & KERNEL_THREAD) != 0;
        if (isKernel != (threads == Threads.OF_KERNEL)) {
          return;
        }
      }
      Place place =
          new Place(
              Kernel.pid(),
              sw.prev_comm(),
              Stacks.id(stacks, Stacks.FAST_COMPARE),
              Stacks.id(stacks, Stacks.FAST_COMPARE | Stacks.USER));
      waiting.put(sw.prev_pid(), new Waiting(now, place));
    };
  }

  /** Names the functions of stacks. */
  static final class Names {
    private final KernelSymbols kernel = KernelSymbols.load();
    private final Map<Integer, Symbolizer> processes = new HashMap<>();
    private final BpfStackTraces stacks;

    Names(BpfStackTraces stacks) {
      this.stacks = stacks;
    }

    /** {@return the functions in the kernel, then those in the process, the innermost first} */
    List<String> of(Place place) {
      List<String> names = new ArrayList<>(names(kernel, place.inKernel()));
      if (place.inProcess() >= 0) {
        Symbolizer process = processes.computeIfAbsent(place.pid(), Names::process);
        names.addAll(names(process, place.inProcess()));
      }
      return names;
    }

    private static Symbolizer process(int pid) {
      try {
        return ProcessSymbols.of(pid);
      } catch (UncheckedIOException e) {
        // It has ended.
        return Frame::unknown;
      }
    }

    private List<String> names(Symbolizer symbols, int stack) {
      long[] addresses = stack < 0 ? null : stacks.get(stack);
      return addresses == null
          ? List.of()
          : symbols.stack(addresses).stream().map(Frame::name).toList();
    }
  }

  /** {@return the microseconds by process and stack} */
  static FoldedStacks folded(Maps maps) {
    Names names = new Names(maps.stacks());
    FoldedStacks folded = new FoldedStacks();
    maps.micros()
        .forEach(
            (place, micros) -> {
              List<String> frames = new ArrayList<>(names.of(place));
              frames.add(place.comm());
              Collections.reverse(frames);
              folded.add(frames, micros);
            });
    return folded;
  }

  private static void print(Maps maps) {
    Names names = new Names(maps.stacks());
    Map<Place, Long> all = new HashMap<>();
    maps.micros().forEach(all::put);
    all.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(
            entry -> {
              Place place = entry.getKey();
              names.of(place).forEach(name -> System.out.println("    " + name));
              System.out.printf("    %s (%d)%n", place.comm(), place.pid());
              System.out.printf("        %d us%n%n", entry.getValue());
            });
  }

  public static void main(String[] args) throws InterruptedException {
    int pid = 0;
    long seconds = Integer.MAX_VALUE;
    Threads threads = Threads.ALL;
    boolean isFolded = false;
    for (int i = 0; i < args.length; i++) {
      boolean hasNumber = i + 1 < args.length && args[i + 1].matches("[1-9][0-9]{0,8}");
      if (args[i].equals("-p") && hasNumber) {
        pid = Integer.parseInt(args[++i]);
      } else if (args[i].equals("-d") && hasNumber) {
        seconds = Integer.parseInt(args[++i]);
      } else if (args[i].equals("-u") && threads == Threads.ALL) {
        threads = Threads.OF_PROCESSES;
      } else if (args[i].equals("-k") && threads == Threads.ALL) {
        threads = Threads.OF_KERNEL;
      } else if (args[i].equals("-f")) {
        isFolded = true;
      } else {
        System.err.print(USAGE);
        System.exit(2);
      }
    }
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(main)));

    try (Maps maps = Maps.create()) {
      try (AttachedProgram switches =
          Tracepoint.attach("sched:sched_switch", program(maps, pid, threads))) {
        System.err.println(switches);
        STOP.await(seconds, TimeUnit.SECONDS);
        switches.failures().forEach(System.err::println);
      }
      if (isFolded) {
        System.out.print(folded(maps));
      } else {
        print(maps);
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
