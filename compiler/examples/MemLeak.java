import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.Tracepoint;
import bpf4j.compiler.Uprobe;
import bpf4j.compiler.Uretprobe;
import bpf4j.compiler.context.TracepointContext;
import bpf4j.compiler.kernel.Stacks;
import bpf4j.compiler.kernel.UserMemory;
import bpf4j.elf.code.CodeLocationException;
import bpf4j.elf.symbolize.Frame;
import bpf4j.elf.symbolize.KernelSymbols;
import bpf4j.elf.symbolize.ProcessSymbols;
import bpf4j.elf.symbolize.Symbolizer;
import bpf4j.maps.BpfGlobal;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfStackTraces;
import bpf4j.perf.EventReader;
import bpf4j.perf.RingBuffer;
import bpf4j.perf.attach.UserFunction;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Finds memory that is allocated and not freed: of a process by the functions of its C library, or
 * of the kernel by tracepoints. Prints where it was allocated every few seconds and at Ctrl-C.
 * Needs root, and Linux 5.8.
 *
 * <p>Stacks of processes are complete where functions keep frame pointers.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/MemLeak.java -p 4711
 * [17:03:21] Top 10 stacks with outstanding allocations:
 *   4096 bytes in 4 allocations from stack
 *     read_config (server)
 *     main+0x1f (server)
 * </pre>
 */
final class MemLeak {
  private static final String USAGE =
      """
      usage: MemLeak [-p pid] [-t] [-a] [-i seconds] [-o millis] [-s n] [-z bytes] [-Z bytes] [-T n]
      Prints the stacks from which memory was allocated that is not freed yet, until the
      process ends, or Ctrl-C.
        -p pid      of this process; without it, of the kernel
        -t          print each allocation and each free as well
        -a          print the addresses and sizes as well
        -i seconds  how often to print (5)
        -o millis   leave out what is younger (500)
        -s n        look at every n-th allocation only (1)
        -z bytes    leave out what is smaller
        -Z bytes    leave out what is larger
        -T n        how many stacks to print (10)
      """;

  private static final CountDownLatch STOP = new CountDownLatch(1);

  private MemLeak() {}

  /**
   * What is asked for.
   *
   * @param pid the process, 0 for the kernel
   * @param isTracing whether to print each call
   * @param isDetailed whether to print each block
   * @param interval in seconds
   * @param older in milliseconds
   * @param every which allocations are looked at
   * @param smallest in bytes
   * @param largest in bytes
   * @param top how many stacks
   */
  record Options(
      int pid,
      boolean isTracing,
      boolean isDetailed,
      long interval,
      long older,
      long every,
      long smallest,
      long largest,
      long top) {

    /** {@return the options, null if they cannot be understood} */
    static Options parse(String... args) {
      Map<String, Long> given = new TreeMap<>();
      for (int i = 0; i < args.length; i++) {
        if (args[i].matches("-[ta]")) {
          given.put(args[i], 1L);
        } else if (args[i].matches("-[piozZsT]")
            && i + 1 < args.length
            && args[i + 1].matches(args[i].matches("-[oz]") ? "[0-9]{1,9}" : "[1-9][0-9]{0,8}")) {
          given.put(args[i], Long.valueOf(args[++i]));
        } else {
          return null;
        }
      }
      return new Options(
          given.getOrDefault("-p", 0L).intValue(),
          given.containsKey("-t"),
          given.containsKey("-a"),
          given.getOrDefault("-i", 5L),
          given.getOrDefault("-o", 500L),
          given.getOrDefault("-s", 1L),
          given.getOrDefault("-z", 0L),
          given.getOrDefault("-Z", Long.MAX_VALUE),
          given.getOrDefault("-T", 10L));
    }
  }

  /**
   * A function that allocates.
   *
   * @param name its name
   * @param size which argument is the size
   * @param count which argument the size is multiplied by, -1 for none
   * @param result which argument says where the address is put, -1 when it is returned
   */
  record Allocator(String name, int size, int count, int result) {}

  private static final List<Allocator> ALLOCATORS =
      List.of(
          new Allocator("malloc", 0, -1, -1),
          new Allocator("calloc", 0, 1, -1),
          new Allocator("realloc", 1, -1, -1),
          new Allocator("memalign", 1, -1, -1),
          new Allocator("aligned_alloc", 1, -1, -1),
          new Allocator("posix_memalign", 2, -1, 0),
          new Allocator("valloc", 0, -1, -1),
          new Allocator("pvalloc", 0, -1, -1));

  /**
   * A call that has not returned yet.
   *
   * @param size what it asks for
   * @param result where it puts the address, 0 when it returns it
   */
  record Call(long size, long result) {}

  /**
   * What is allocated.
   *
   * @param size its bytes
   * @param since when it was allocated, in nanoseconds
   * @param stack where, negative when there was no room for the stack
   */
  record Block(long size, long since, int stack) {}

  /**
   * An allocation or a free.
   *
   * @param tid the thread
   * @param address the block
   * @param size its bytes, 0 when it is freed
   */
  record Event(int tid, long address, long size) {}

  /** The fields of kmem:kmalloc and kmem:kmem_cache_alloc that are of interest. */
  interface KernelAllocation extends TracepointContext {
    long ptr();

    long bytes_alloc();
  }

  /** The field of kmem:kfree and kmem:kmem_cache_free that is of interest. */
  interface KernelFree extends TracepointContext {
    long ptr();
  }

  /** The programs, and the maps that they share. */
  static final class Watch implements AutoCloseable {
    private final Options options;
    final BpfHash<Integer, Call> calls = BpfMaps.lruHash(Integer.class, Call.class, 16_384);
    final BpfHash<Long, Block> blocks = BpfMaps.hash(Long.class, Block.class, 1 << 18);
    final BpfStackTraces stacks = BpfMaps.factory().stackTraces(16_384, 127);
    final BpfGlobal<Long> count = BpfMaps.global(Long.class);
    final RingBuffer<Event> events = RingBuffer.of(Event.class, 1 << 18);
    private final Deque<AttachedProgram> probes = new ArrayDeque<>();

    Watch(Options options) {
      this.options = options;
    }

    /** In the kernel: whether an allocation is looked at. */
    private boolean isWanted(long size) {
      return size >= options.smallest()
          && size <= options.largest()
          && (options.every() == 1 || count.getAndAdd(1) % options.every() == 0);
    }

    /** In the kernel: keeps a block, and tells of it. */
    private void allocated(long address, long size, long stackKind) {
      int stack = Stacks.id(stacks, stackKind | Stacks.FAST_COMPARE);
      blocks.put(address, new Block(size, System.nanoTime(), stack));
      if (options.isTracing()) {
        events.output(new Event(Kernel.tid(), address, size));
      }
    }

    /** In the kernel: forgets a block, and tells of it if it was looked at. */
    private void freed(long address) {
      if (blocks.remove(address) && options.isTracing()) {
        events.output(new Event(Kernel.tid(), address, 0));
      }
    }

    /** What runs in the kernel when a function that allocates is called. */
    Uprobe.Program enter(Allocator allocator) {
      int sizeAt = allocator.size();
      int countAt = allocator.count();
      int resultAt = allocator.result();
      return regs -> {
        long size = countAt < 0 ? regs.arg(sizeAt) : regs.arg(sizeAt) * regs.arg(countAt);
        if (isWanted(size)) {
          calls.put(Kernel.tid(), new Call(size, resultAt < 0 ? 0 : regs.arg(resultAt)));
        }
      };
    }

    /** What runs in the kernel when it returns. */
    Uretprobe.Program leave() {
      return regs -> {
        Call call = calls.get(Kernel.tid());
        if (call != null) {
          calls.remove(Kernel.tid());
          long address = regs.returnValue();
          if (call.result() != 0) {
            address = (int) address == 0 ? UserMemory.readLong(call.result()) : 0;
          }
          if (address != 0) {
            allocated(address, call.size(), Stacks.USER);
          }
        }
      };
    }

    /** What runs in the kernel when memory is freed, or allocated anew by realloc. */
    Uprobe.Program free() {
      return regs -> freed(regs.arg(0));
    }

    /** What runs in the kernel when it allocates memory for itself. */
    Tracepoint.Program<KernelAllocation> kernelAllocates() {
      return allocation -> {
        if (allocation.ptr() != 0 && isWanted(allocation.bytes_alloc())) {
          allocated(allocation.ptr(), allocation.bytes_alloc(), 0);
        }
      };
    }

    /** What runs in the kernel when it frees memory. */
    Tracepoint.Program<KernelFree> kernelFrees() {
      return free -> freed(free.ptr());
    }

    /** Starts to watch; what frees comes first, so that no block seems to stay. */
    void attach() {
      if (options.pid() == 0) {
        probes.push(Tracepoint.attach("kmem:kfree", kernelFrees()));
        probes.push(Tracepoint.attach("kmem:kmem_cache_free", kernelFrees()));
        probes.push(Tracepoint.attach("kmem:kmalloc", kernelAllocates()));
        probes.push(Tracepoint.attach("kmem:kmem_cache_alloc", kernelAllocates()));
        return;
      }
      probes.push(Uprobe.attach(function("free"), free()));
      probes.push(Uprobe.attach(function("realloc"), free()));
      for (Allocator allocator : ALLOCATORS) {
        try {
          UserFunction function = function(allocator.name());
          probes.push(Uretprobe.attach(function, leave()));
          probes.push(Uprobe.attach(function, enter(allocator)));
        } catch (CodeLocationException e) {
          // Not every C library has all of them.
          System.err.println("without " + allocator.name() + ": " + e.getMessage());
        }
      }
    }

    private UserFunction function(String name) {
      return UserFunction.of("c", name).inProcess(options.pid());
    }

    Deque<AttachedProgram> probes() {
      return probes;
    }

    /** {@return the stacks with the most bytes that are not freed} */
    String report(Symbolizer symbols) {
      long latest = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(options.older());
      Map<Long, Block> old = new TreeMap<>();
      blocks.forEach(
          (address, block) -> {
            if (block.since() <= latest) {
              old.put(address, block);
            }
          });
      Map<Integer, LongSummaryStatistics> byStack =
          old.values().stream()
              .collect(
                  Collectors.groupingBy(Block::stack, Collectors.summarizingLong(Block::size)));
      List<Integer> top = new ArrayList<>(byStack.keySet());
      top.sort(Comparator.comparingLong(stack -> -byStack.get(stack).getSum()));
      top = top.subList(0, (int) Math.min(top.size(), options.top()));
      Collections.reverse(top);

      StringBuilder text = new StringBuilder();
      for (int stack : top) {
        if (options.isDetailed()) {
          old.forEach(
              (address, block) -> {
                if (block.stack() == stack) {
                  text.append("  address = 0x").append(Long.toHexString(address));
                  text.append(" size = ").append(block.size()).append('\n');
                }
              });
        }
        LongSummaryStatistics sizes = byStack.get(stack);
        text.append("  ").append(sizes.getSum()).append(" bytes in ").append(sizes.getCount());
        text.append(" allocations from stack\n");
        long[] addresses = stack < 0 ? null : stacks.get(stack);
        for (Frame frame : symbols.stack(addresses == null ? new long[] {0} : addresses)) {
          text.append("    ").append(frame).append('\n');
        }
      }
      return text.toString();
    }

    @Override
    public void close() {
      probes.forEach(AttachedProgram::close);
      calls.close();
      blocks.close();
      stacks.close();
      count.close();
      events.close();
    }
  }

  private static void print(Watch watch, Symbolizer symbols, Options options) {
    System.out.printf(
        "[%s] Top %d stacks with outstanding allocations:%n%s",
        time(), options.top(), watch.report(symbols));
  }

  private static LocalTime time() {
    return LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
  }

  private static void print(Event event) {
    String what = event.size() == 0 ? "freed" : event.size() + " bytes allocated";
    System.out.printf("thread %d: %s at 0x%x%n", event.tid(), what, event.address());
  }

  public static void main(String[] args) throws InterruptedException {
    Options options = Options.parse(args);
    if (options == null) {
      System.err.print(USAGE);
      System.exit(2);
      return;
    }
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(main)));

    Symbolizer symbols =
        options.pid() == 0 ? KernelSymbols.load() : ProcessSymbols.of(options.pid());
    try (Watch watch = new Watch(options);
        EventReader<Event> reader = watch.events.reader()) {
      reader.start("memleak", MemLeak::print);
      watch.attach();
      watch.probes().descendingIterator().forEachRemaining(System.err::println);
      System.err.println("watching");
      boolean isOver;
      do {
        isOver =
            STOP.await(options.interval(), TimeUnit.SECONDS)
                || options.pid() != 0 && ProcessHandle.of(options.pid()).isEmpty();
        print(watch, symbols, options);
      } while (!isOver);
      watch.probes().forEach(probe -> probe.failures().forEach(System.err::println));
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
