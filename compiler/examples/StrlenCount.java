import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Uprobe;
import bpf4j.compiler.kernel.UserMemory;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.layout.Layout;
import bpf4j.perf.attach.UserFunction;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the strings that are given to strlen of the C library, by any process, and prints the most
 * frequent ones at the end or at Ctrl-C. Needs root.
 *
 * <p>The C library chooses an implementation of strlen for the processor at run time; all of them
 * are attached to.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/StrlenCount.java 10
 * COUNT  STRING
 *    42  /usr/lib/locale
 * </pre>
 */
final class StrlenCount {
  private static final int SHOWN = 20;
  private static final String USAGE =
      """
      usage: StrlenCount [seconds]
      Counts strings by strlen of the C library, for 10 seconds or until Ctrl-C.
      """;

  private StrlenCount() {}

  static final UserFunction STRLEN = UserFunction.implementations("c", "strlen");

  /** What runs in the kernel, for each call. */
  static Uprobe.Program program(BpfHash<String, Long> counts) {
    return regs -> counts.add(UserMemory.string(regs.arg(0), 80), 1);
  }

  public static void main(String[] args) {
    if (args.length > 1 || args.length > 0 && !args[0].matches("[1-9][0-9]{0,5}")) {
      System.err.print(USAGE);
      System.exit(2);
    }
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(main)));
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;

    try (BpfHash<String, Long> counts =
        BpfMaps.lruHash(Layout.string(80), Layout.of(Long.class), 16_384)) {
      try (AttachedProgram probe = Uprobe.attach(STRLEN, program(counts))) {
        System.err.println(probe);
        probe.await(Duration.ofSeconds(seconds));
      }
      print(counts);
    }
  }

  private static void print(BpfHash<String, Long> counts) {
    Map<String, Long> all = new TreeMap<>();
    counts.forEach(all::put);
    System.out.println("COUNT  STRING");
    all.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(SHOWN)
        .forEach(entry -> System.out.printf("%5d  %s%n", entry.getValue(), entry.getKey()));
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
