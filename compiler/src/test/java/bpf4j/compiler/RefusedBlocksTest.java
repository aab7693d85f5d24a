package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.XdpAction;
import bpf4j.maps.BpfArray;
import bpf4j.maps.JvmMaps;
import bpf4j.maps.KernelTimer;
import bpf4j.maps.SpinLock;
import bpf4j.perf.JvmChannels;
import bpf4j.perf.RingBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What cannot be done inside, or with, what is given back at the end of a block. */
class RefusedBlocksTest {
  static final class Event {
    int number;
  }

  record Frozen(int number) {}

  static final class Holder {
    Event event;
  }

  static final class Account {
    final SpinLock lock = new SpinLock();
    long balance;
  }

  private final BpfArray<Timed> timed = JvmMaps.array(Timed.class, 4);
  private final BpfArray<Timed> otherTimed = JvmMaps.array(Timed.class, 4);
  private final BpfArray<Account> accounts = JvmMaps.array(Account.class, 4);
  private final RingBuffer<Event> ring = JvmChannels.ringBuffer(Event.class, 4096);
  private final RingBuffer<Frozen> records = JvmChannels.ringBuffer(Frozen.class, 4096);

  @AfterEach
  void close() {
    timed.close();
    otherTimed.close();
    accounts.close();
    ring.close();
    records.close();
  }

  private static DynamicTest refused(String name, SocketFilter.Tap program, String... parts) {
    return DynamicTest.dynamicTest(
        name,
        () ->
            assertThatThrownBy(() -> BpfCompiler.check(program))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("RefusedBlocksTest.java:")
                .hasMessageContainingAll(parts));
  }

  @TestFactory
  Stream<DynamicTest> reservations() {
    RingBuffer<Event> ring = this.ring;
    RingBuffer<Frozen> records = this.records;
    return Stream.of(
        refused(
            "an event kept in an object",
            skb -> {
              Holder holder = new Holder();
              ring.submit(event -> holder.event = event);
              holder.event.number = skb.len();
            },
            "ringbuf_reserve",
            "given back",
            "copies"),
        refused(
            "an event kept in an object of the block around",
            skb -> {
              Holder holder = new Holder();
              ring.submit(
                  outer -> {
                    ring.submit(event -> holder.event = event);
                    outer.number = holder.event.number;
                  });
            },
            "given back"),
        refused(
            "records",
            skb -> records.submit(event -> {}),
            "Frozen",
            "output",
            "a class with fields"));
  }

  private static DynamicTest refusedFrames(String name, Xdp.Program program, String... parts) {
    return DynamicTest.dynamicTest(
        name,
        () ->
            assertThatThrownBy(() -> Xdp.compile(program))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("RefusedBlocksTest.java:")
                .hasMessageContainingAll(parts));
  }

  @TestFactory
  Stream<DynamicTest> locks() {
    BpfArray<Account> accounts = this.accounts;
    return Stream.of(
        refused(
            "in programs that may not use them",
            skb -> accounts.get(0).lock.run(() -> {}),
            "socket_filter",
            "bpf_spin_lock",
            "AtomicLong"),
        refusedFrames(
            "the time under a lock",
            frame -> {
              Account account = accounts.get(0);
              account.lock.run(() -> account.balance = Kernel.time());
              return XdpAction.PASS;
            },
            "bpf_ktime_get_ns",
            "before or after"),
        refusedFrames(
            "another value under a lock",
            frame -> {
              Account account = accounts.get(0);
              account.lock.run(() -> account.balance = accounts.get(1).balance);
              return XdpAction.PASS;
            },
            "bpf_map_lookup_elem"),
        refusedFrames(
            "a lock under a lock",
            frame -> {
              Account one = accounts.get(0);
              Account two = accounts.get(1);
              one.lock.run(() -> two.lock.run(() -> two.balance++));
              return XdpAction.PASS;
            },
            "bpf_spin_lock"),
        refusedFrames(
            "a lock of an object of the program's",
            frame -> {
              Account own = new Account();
              own.lock.run(() -> own.balance++);
              return XdpAction.PASS;
            },
            "a lock works only where it lies in a map"));
  }

  static final class Timed {
    final KernelTimer timer = new KernelTimer();
    long number;
  }

  @TestFactory
  Stream<DynamicTest> timers() {
    BpfArray<Timed> timed = this.timed;
    BpfArray<Timed> other = this.otherTimed;
    return Stream.of(
        refused(
            "numbers of the run",
            skb -> {
              long length = skb.len();
              timed.get(0).timer.start(timed, 5, (index, value) -> value.number = length);
            },
            "a number of this run",
            "field of the value"),
        refused(
            "the packet",
            skb -> timed.get(0).timer.start(timed, 5, (index, value) -> value.number = skb.len()),
            "after this run"),
        refused(
            "another map",
            skb -> timed.get(0).timer.start(other, 5, (index, value) -> value.number++),
            "the map that the timer lies in"),
        refused(
            "a timer of an object of the program's",
            skb -> {
              Timed own = new Timed();
              own.timer.cancel();
            },
            "a timer works only where it lies in a map"));
  }
}
