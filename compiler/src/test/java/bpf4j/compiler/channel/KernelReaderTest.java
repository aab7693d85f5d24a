package bpf4j.compiler.channel;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.RawTracepoint;
import bpf4j.compiler.SocketFilter;
import bpf4j.maps.BpfGlobal;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfPerCpuArray;
import bpf4j.perf.EventChannel;
import bpf4j.perf.EventReader;
import bpf4j.perf.PerfEventArray;
import bpf4j.perf.ReaderOptions;
import bpf4j.perf.RingBuffer;
import bpf4j.perf.trace.TraceLine;
import bpf4j.perf.trace.TracePipe;
import bpf4j.testkit.Requirements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers of channels that the kernel fills, on all CPUs and while they are read. */
@Timeout(120)
class KernelReaderTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Both kinds of channel take {@code -Dbpf4j.test.seconds=60} between them. */
  private static final Duration AT_LENGTH =
      Duration.ofMillis(500L * Integer.getInteger("bpf4j.test.seconds", 1));

  private static final int OVERWRITTEN = 4096;

  record Call(int cpu, long number) {}

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  private static Thread makeCalls(int threads) {
    return makeCalls(threads, Duration.ZERO);
  }

  /** Has threads make calls, each some thousands, and as long as it is told. */
  private static Thread makeCalls(int threads, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Thread all =
        new Thread(
            () -> {
              List<Thread> makers = new ArrayList<>();
              for (int i = 0; i < threads; i++) {
                Thread maker =
                    new Thread(
                        () -> {
                          for (int n = 0; n < 3_000 || System.nanoTime() < end; n++) {
                            new java.io.File("/proc/self/no-such-file").exists();
                          }
                        });
                maker.start();
                makers.add(maker);
              }
              for (Thread maker : makers) {
                try {
                  maker.join();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              }
            });
    all.start();
    return all;
  }

  private static void countExactly(EventChannel<Call> channel) throws InterruptedException {
    try (channel;
        BpfGlobal<Long> sent = BpfMaps.global(Long.class);
        EventReader<Call> reader = channel.reader()) {
      long received = 0;
      try (AttachedProgram program =
          RawTracepoint.attach(
              "sys_enter",
              context -> {
                channel.output(new Call(Kernel.cpu(), sent.getAndAdd(1)));
              })) {
        assertThat(program).isNotNull();
        Thread calls = makeCalls(3);
        while (calls.isAlive()) {
          received += reader.poll(Duration.ofMillis(20), call -> {});
        }
        calls.join();
      }
      int more;
      do {
        more = reader.drain(call -> {});
        received += more;
      } while (more > 0);
      assertThat(received).isPositive();
      assertThat(reader.received()).isEqualTo(received);
      assertThat(received + channel.dropped()).isEqualTo(sent.getLong());
      assertThat(reader.lost()).isEqualTo(channel.dropped());
    }
  }

  @Test
  void ringBufferLosesAndReceivesWhatWasSent() throws InterruptedException {
    countExactly(RingBuffer.of(Call.class, 4096));
    countExactly(RingBuffer.builder(Call.class).bytes(1 << 16).wakeupBytes(1 << 14).create());
    countExactly(RingBuffer.builder(Call.class).bytes(1 << 16).neverWake().create());
  }

  @Test
  void perfEventArrayLosesAndReceivesWhatWasSent() throws InterruptedException {
    countExactly(PerfEventArray.builder(Call.class).bytes(4096).create());
    countExactly(PerfEventArray.builder(Call.class).bytes(1 << 16).wakeupEvents(50).create());
    countExactly(PerfEventArray.builder(Call.class).bytes(1 << 16).wakeupBytes(1 << 12).create());
  }

  @Test
  void nothingIsUnaccountedForAtFullRate() throws InterruptedException {
    accountForAll(RingBuffer.builder(Call.class).create());
    accountForAll(PerfEventArray.of(Call.class));
  }

  /** Everything comes, or is lost, on the CPU where it was sent. */
  private static void accountForAll(EventChannel<Call> channel) throws InterruptedException {
    try (channel;
        BpfPerCpuArray<Long> sent = BpfMaps.percpuArray(Long.class, 1);
        EventReader<Call> reader = channel.reader()) {
      long[] all = new long[sent.cpus()];
      try (AttachedProgram program =
          RawTracepoint.attach(
              "sys_enter",
              context -> {
                sent.add(0, 1);
                channel.output(new Call(Kernel.cpu(), 0));
              })) {
        Thread calls = makeCalls(Runtime.getRuntime().availableProcessors(), AT_LENGTH);
        while (calls.isAlive()) {
          reader.poll(Duration.ofMillis(20), call -> all[call.cpu()]++);
        }
        calls.join();
        assertThat(program.failures()).isEmpty();
      }
      while (reader.poll(Duration.ofMillis(50), call -> all[call.cpu()]++) > 0) {
        // To the end.
      }
      long[] produced = new long[sent.cpus()];
      sent.getLongs(0, produced);
      assertThat(reader.received()).isEqualTo(Arrays.stream(all).sum());
      for (int cpu = 0; cpu < produced.length; cpu++) {
        assertThat(reader.lost(cpu)).as("CPU %d", cpu).isEqualTo(channel.dropped(cpu));
        all[cpu] += reader.lost(cpu);
      }
      assertThat(all).isEqualTo(produced);
    }
  }

  @Test
  void eventsOfAllCpusCanBeOrdered() throws InterruptedException {
    ReaderOptions options = ReaderOptions.defaults().orderedByTime(Duration.ofMillis(100));
    try (PerfEventArray<Call> array =
            PerfEventArray.builder(Call.class).bytes(1 << 18).timestamps().create();
        BpfGlobal<Long> sent = BpfMaps.global(Long.class);
        EventReader<Call> reader = array.reader(options)) {
      List<Long> times = new ArrayList<>();
      try (AttachedProgram program =
          RawTracepoint.attach(
              "sys_enter",
              context -> {
                array.output(new Call(Kernel.cpu(), sent.getAndAdd(1)));
              })) {
        assertThat(program).isNotNull();
        Thread calls = makeCalls(2);
        while (calls.isAlive()) {
          reader.pollViews(
              Duration.ofMillis(20),
              view -> {
                assertThat(view.cpu()).isEqualTo(view.getInt(0));
                times.add(view.timestamp());
              });
        }
        calls.join();
      }
      while (reader.pollViews(SECOND, view -> times.add(view.timestamp())) > 0) {
        // To the end.
      }
      assertThat(times.size() + array.dropped()).isEqualTo(sent.getLong());
      assertThat(times).isSorted();
    }
  }

  @Test
  void overwritingKeepsTheLast() {
    try (PerfEventArray<Call> array =
            PerfEventArray.builder(Call.class).bytes(OVERWRITTEN).overwrite().create();
        BpfPerCpuArray<Long> sent = BpfMaps.percpuArray(Long.class, 1);
        EventReader<Call> reader = array.reader();
        KernelProgram program =
            SocketFilter.compile(
                    skb -> {
                      array.output(new Call(Kernel.cpu(), sent.local(0)));
                      sent.add(0, 1);
                    })
                .load()) {
      byte[] packet = new byte[64];
      List<Long> none = Collections.nCopies(sent.cpus(), 0L);
      program.testRun(packet);
      program.testRun(packet);
      List<Long> some = sent.get(0);
      assertThat(byCpu(reader)).isEqualTo(last(none, some));
      assertThat(byCpu(reader)).as("each once").isEmpty();
      program.testRun(packet, 1_000);
      List<Long> many = sent.get(0);
      assertThat(byCpu(reader)).isEqualTo(last(some, many));
      assertThat(array.dropped()).isZero();
      program.testRun(packet);
      assertThat(byCpu(reader)).isEqualTo(last(many, sent.get(0)));
      assertThat(sent.sum(0)).isEqualTo(1_003);
    }
  }

  /** The numbers of the events that a reader has, by their CPUs, as they came. */
  private static Map<Integer, List<Long>> byCpu(EventReader<Call> reader) {
    Map<Integer, List<Long>> numbers = new HashMap<>();
    reader.drain(
        call -> numbers.computeIfAbsent(call.cpu(), cpu -> new ArrayList<>()).add(call.number()));
    return numbers;
  }

  /** What each CPU's buffer keeps of the events that were sent between two moments. */
  private static Map<Integer, List<Long>> last(List<Long> before, List<Long> after) {
    int room = OVERWRITTEN / 32; // a header, a length and a padded call
    Map<Integer, List<Long>> numbers = new HashMap<>();
    for (int cpu = 0; cpu < after.size(); cpu++) {
      long end = after.get(cpu);
      long begin = Math.max(before.get(cpu), end - room);
      if (begin < end) {
        numbers.put(cpu, LongStream.range(begin, end).boxed().toList());
      }
    }
    return numbers;
  }

  @Test
  void closeAndInterruptEndWaitsInTheKernel() throws InterruptedException {
    try (PerfEventArray<Long> array = PerfEventArray.of(Long.class)) {
      EventReader<Long> reader = array.reader(ReaderOptions.defaults().withMaxDelay(Duration.ZERO));
      boolean[] interrupted = new boolean[1];
      Thread waiting =
          new Thread(
              () -> {
                reader.forEach(event -> {});
                interrupted[0] = Thread.currentThread().isInterrupted();
              });
      waiting.start();
      Thread.sleep(100);
      waiting.interrupt();
      waiting.join(10_000);
      assertThat(waiting.isAlive()).isFalse();
      assertThat(interrupted[0]).isTrue();
      Thread second = new Thread(() -> reader.forEach(event -> {}));
      second.start();
      Thread.sleep(100);
      reader.close();
      second.join(10_000);
      assertThat(second.isAlive()).isFalse();
    }
  }

  @Test
  void printedLinesAreRead() {
    try (TracePipe log = TracePipe.open();
        KernelProgram program =
            SocketFilter.compile(
                    skb -> {
                      System.out.printf("length %d", skb.len());
                    })
                .load()) {
      program.testRun(new byte[77]);
      TraceLine.Message found = null;
      while (found == null) {
        TraceLine line = log.next().orElseThrow();
        if (line instanceof TraceLine.Message message && message.text().equals("length 77")) {
          found = message;
        }
      }
      assertThat(found.source()).isEqualTo("bpf_trace_printk");
      assertThat(found.tid()).isPositive();
      assertThat(found.time()).isPositive();
    }
  }

  @Test
  void closingEndsTheLog() throws InterruptedException {
    TracePipe log = TracePipe.open();
    Thread reading = new Thread(() -> log.lines().forEach(line -> {}));
    reading.start();
    Thread.sleep(100);
    log.close();
    reading.join(10_000);
    assertThat(reading.isAlive()).isFalse();
  }
}
