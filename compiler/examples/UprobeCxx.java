import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.Uprobe;
import bpf4j.compiler.kernel.UserMemory;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.layout.Size;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Counts the calls of a function of a C++ program, named as in its source, by a string that it is
 * given, and prints them every second until Ctrl-C. Needs root.
 *
 * <p>The string is a {@code std::string} by reference, as the library of GCC has it: its first word
 * is the address of its characters, which end with a zero.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/UprobeCxx.java -m user: \
 *     /usr/bin/store 'store::Database::set(std::string const&amp;, long)'
 * 4711 user:17: 3
 * </pre>
 */
final class UprobeCxx {
  private static final String USAGE =
      """
      usage: UprobeCxx [-a n] [-m text] file function
      Counts calls of a C++ function, such as store::Database::set, by a std::string that it is given.
        -a n     which argument it is, 0 to 5 (1: of a member function the first, as 0 is this)
        -m text  count strings only that start so
      """;

  private static final CountDownLatch STOP = new CountDownLatch(1);

  private UprobeCxx() {}

  /**
   * Calls alike.
   *
   * @param pid the process
   * @param text the string, cut to 63 bytes
   */
  record Call(int pid, @Size(64) String text) {}

  /**
   * What runs in the kernel, for each call: compiled for this argument and this beginning.
   *
   * @param argument which argument refers to the string
   * @param beginning how it must start
   */
  static Uprobe.Program program(BpfHash<Call, Long> calls, int argument, String beginning) {
    return regs -> {
      String text = UserMemory.string(UserMemory.readLong(regs.arg(argument)), 64);
      if (text.startsWith(beginning)) {
        calls.add(new Call(Kernel.pid(), text), 1);
      }
    };
  }

  public static void main(String[] args) throws InterruptedException {
    int argument = 1;
    String beginning = "";
    int i = 0;
    for (; i + 1 < args.length && args[i].startsWith("-"); i += 2) {
      if (args[i].equals("-a") && args[i + 1].matches("[0-5]")) {
        argument = Integer.parseInt(args[i + 1]);
      } else if (args[i].equals("-m")) {
        beginning = args[i + 1];
      } else {
        break;
      }
    }
    if (args.length != i + 2 || args[i].startsWith("-")) {
      System.err.print(USAGE);
      System.exit(2);
    }
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(main)));

    try (BpfHash<Call, Long> calls = BpfMaps.lruHash(Call.class, Long.class, 16_384);
        AttachedProgram probe =
            Uprobe.attach(args[i], args[i + 1], program(calls, argument, beginning))) {
      System.err.println(probe);
      boolean isOver;
      do {
        isOver = STOP.await(1, TimeUnit.SECONDS);
        Map<Call, Long> now = new HashMap<>();
        calls.drain(now::put);
        now.forEach(
            (call, count) -> System.out.printf("%d %s: %d%n", call.pid(), call.text(), count));
      } while (!isOver);
      probe.failures().forEach(System.err::println);
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
