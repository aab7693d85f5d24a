import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Tracepoint;
import bpf4j.compiler.context.TracepointContext;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts switches from one task to another, and prints them at the end or at Ctrl-C. Needs root.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/TaskSwitch.java 1
 * task_switch[  4711 ->      0] = 12
 * </pre>
 */
final class TaskSwitch {
  private static final String USAGE =
      """
      usage: TaskSwitch [seconds]
      Counts switches from task to task, for 1 second or until Ctrl-C.
      """;

  private TaskSwitch() {}

  /** The fields of sched:sched_switch that are of interest. */
  interface SchedSwitch extends TracepointContext {
    int prev_pid();

    int next_pid();
  }

  /**
   * A switch.
   *
   * @param from the task that stops running
   * @param to the one that starts
   */
  record Switch(int from, int to) {}

  /** What runs in the kernel, at each switch. */
  static Tracepoint.Program<SchedSwitch> program(BpfHash<Switch, Long> counts) {
    return sw -> counts.add(new Switch(sw.prev_pid(), sw.next_pid()), 1);
  }

  public static void main(String[] args) {
    if (args.length > 1 || args.length > 0 && !args[0].matches("[1-9][0-9]{0,5}")) {
      System.err.print(USAGE);
      System.exit(2);
    }
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(main)));
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 1;

    try (BpfHash<Switch, Long> counts = BpfMaps.hash(Switch.class, Long.class, 65_536)) {
      try (AttachedProgram switches = Tracepoint.attach("sched:sched_switch", program(counts))) {
        switches.await(Duration.ofSeconds(seconds));
      }
      Map<Switch, Long> all = new HashMap<>();
      counts.forEach(all::put);
      all.entrySet().stream()
          .sorted(Map.Entry.<Switch, Long>comparingByValue().reversed())
          .forEach(
              entry ->
                  System.out.printf(
                      "task_switch[%6d -> %6d] = %d%n",
                      entry.getKey().from(), entry.getKey().to(), entry.getValue()));
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
