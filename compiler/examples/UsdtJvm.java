import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.Usdt;
import bpf4j.compiler.kernel.UserMemory;
import bpf4j.elf.code.CodeLocationException;
import bpf4j.maps.layout.Size;
import bpf4j.perf.EventReader;
import bpf4j.perf.RingBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/**
 * Prints what a JVM does, by the static probes of HotSpot, until Ctrl-C: threads that it starts,
 * classes that it loads, collections of garbage and how long they take, methods that are entered.
 * Needs root, Linux 5.8, and a JDK that was built with probes, as those of Debian and of Adoptium
 * are.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/UsdtJvm.java 4711
 * 4720 thread pool-1-thread-1
 * 4720 class  java/util/concurrent/FutureTask
 * 4712 gc     1843 us
 * </pre>
 */
final class UsdtJvm {
  private static final String USAGE =
      """
      usage: UsdtJvm [-m classes] pid
      Prints threads, classes and collections of garbage of a JVM.
        -m classes  methods as well, of classes whose names begin so, as com/example/;
                    the JVM must have been started with -XX:+DTraceMethodProbes
      """;

  private static final int NAME = 80;

  private static final CountDownLatch STOP = new CountDownLatch(1);

  private UsdtJvm() {}

  /** What has happened. */
  enum What {
    THREAD,
    CLASS,
    GC_BEGIN,
    GC_END,
    METHOD
  }

  /**
   * Something that has happened. Names do not end with a zero in the memory of the JVM: those here
   * go on behind their length.
   *
   * @param what what it is
   * @param tid in which thread
   * @param nanos when
   * @param length the bytes of the name
   * @param name of the thread or class
   * @param methodLength the bytes of the method's name
   * @param method of the method
   */
  record Event(
      What what,
      int tid,
      long nanos,
      int length,
      @Size(NAME) String name,
      int methodLength,
      @Size(NAME) String method) {

    String fullName() {
      String first = cut(name, length);
      return what == What.METHOD ? first + "." + cut(method, methodLength) : first;
    }

    private static String cut(String text, int length) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return new String(bytes, 0, Math.min(length, bytes.length), StandardCharsets.UTF_8);
    }
  }

  /** What runs in the kernel where the first argument is a name, the second its length. */
  static Usdt.Program named(RingBuffer<Event> events, What what) {
    return args ->
        events.output(
            new Event(
                what,
                Kernel.tid(),
                System.nanoTime(),
                (int) args.get(1),
                UserMemory.string(args.get(0), NAME),
                0,
                ""));
  }

  /** What runs in the kernel when a collection of garbage begins or ends. */
  static Usdt.Program plain(RingBuffer<Event> events, What what) {
    return args -> events.output(new Event(what, Kernel.tid(), System.nanoTime(), 0, "", 0, ""));
  }

  /** What runs in the kernel when a method is entered; of classes that are named so. */
  static Usdt.Program method(RingBuffer<Event> events, String classes) {
    return args -> {
      String name = UserMemory.string(args.get(1), NAME);
      if (name.startsWith(classes)) {
        events.output(
            new Event(
                What.METHOD,
                Kernel.tid(),
                System.nanoTime(),
                (int) args.get(2),
                name,
                (int) args.get(4),
                UserMemory.string(args.get(3), NAME)));
      }
    };
  }

  /**
   * Attaches to the probes of a JVM.
   *
   * @param classes of which classes methods are of interest, {@code null} for none
   */
  static Deque<AttachedProgram> attach(RingBuffer<Event> events, long pid, String classes) {
    Deque<AttachedProgram> probes = new ArrayDeque<>();
    try {
      probes.push(attach(pid, "thread__start", named(events, What.THREAD)));
      probes.push(attach(pid, "class__loaded", named(events, What.CLASS)));
      probes.push(attach(pid, "gc__begin", plain(events, What.GC_BEGIN)));
      probes.push(attach(pid, "gc__end", plain(events, What.GC_END)));
      if (classes != null) {
        probes.push(attach(pid, "method__entry", method(events, classes)));
      }
      return probes;
    } catch (RuntimeException | Error e) {
      probes.forEach(AttachedProgram::close);
      throw e;
    }
  }

  private static AttachedProgram attach(long pid, String probe, Usdt.Program program) {
    return Usdt.attach(pid, "libjvm.so", "hotspot", probe, program);
  }

  /** Prints events; collections of garbage when they have ended. */
  static final class Printer {
    private long gcSince;

    void print(Event event) {
      switch (event.what()) {
        case THREAD -> print(event, "thread " + event.fullName());
        case CLASS -> print(event, "class  " + event.fullName());
        case METHOD -> print(event, "method " + event.fullName());
        case GC_BEGIN -> gcSince = event.nanos();
        case GC_END -> print(event, "gc     " + (event.nanos() - gcSince) / 1000 + " us");
      }
    }

    private static void print(Event event, String text) {
      System.out.println(event.tid() + " " + text);
    }
  }

  public static void main(String[] args) {
    String classes = args.length == 3 && args[0].equals("-m") ? args[1] : null;
    if (args.length != (classes == null ? 1 : 3)
        || !args[args.length - 1].matches("[1-9][0-9]{0,8}")) {
      System.err.print(USAGE);
      System.exit(2);
    }
    long pid = Long.parseLong(args[args.length - 1]);
    Thread main = Thread.currentThread();
    try (RingBuffer<Event> events = RingBuffer.of(Event.class, 1 << 20);
        EventReader<Event> reader = events.reader()) {
      Deque<AttachedProgram> probes = attach(events, pid, classes);
      try {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(reader, main)));
        probes.descendingIterator().forEachRemaining(System.err::println);
        System.err.println("watching");
        Printer printer = new Printer();
        while (STOP.getCount() > 0) {
          reader.poll(Duration.ofSeconds(1), printer::print);
        }
        reader.drain(printer::print);
        System.out.printf("%d events, %d lost%n", reader.received(), reader.lost());
      } finally {
        probes.forEach(AttachedProgram::close);
      }
    } catch (CodeLocationException e) {
      System.err.println("This JVM cannot be watched by static probes: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Lets the main thread print and detach when Ctrl-C is pressed. */
  private static void finish(EventReader<Event> reader, Thread main) {
    STOP.countDown();
    reader.wakeup();
    try {
      main.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
