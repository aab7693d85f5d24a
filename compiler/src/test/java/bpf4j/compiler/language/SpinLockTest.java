package bpf4j.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import bpf4j.compiler.Failure;
import bpf4j.compiler.SimulationResult;
import bpf4j.compiler.VerifierException;
import bpf4j.compiler.Xdp;
import bpf4j.compiler.context.XdpAction;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.Loaded;
import bpf4j.compiler.internal.load.PacketTestRun;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.compiler.internal.load.ProgramListing;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.maps.SpinLock;
import bpf4j.maps.layout.Size;
import bpf4j.syscall.bpf.ProgramFlags;
import bpf4j.testkit.Requirements;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Values with locks: the kernel does what the JVM does, and Java never sees half of a change. */
class SpinLockTest {
  private static final int HARSH = ProgramFlags.TEST_RND_HI32 | ProgramFlags.TEST_STATE_FREQ;

  static final class Account {
    int owner;
    final SpinLock lock = new SpinLock();
    long balance;
    long bookings;

    @Size(4)
    final int[] last = new int[4];

    @Override
    public String toString() {
      return owner + " " + balance + " " + bookings + " " + Arrays.toString(last);
    }
  }

  record Accounts(BpfArray<Account> array, BpfHash<Integer, Account> hash)
      implements AutoCloseable {
    static Accounts inKernel() {
      return new Accounts(
          BpfMaps.array(Account.class, 4), BpfMaps.hash(Integer.class, Account.class, 4));
    }

    static Accounts inJvm() {
      return new Accounts(
          JvmMaps.array(Account.class, 4), JvmMaps.hash(Integer.class, Account.class, 4));
    }

    String contents() {
      Map<String, String> entries = new TreeMap<>();
      array.forEach((index, value) -> entries.put("array " + index, value.toString()));
      hash.forEach((key, value) -> entries.put("hash " + key, value.toString()));
      return entries.toString();
    }

    @Override
    public void close() {
      array.close();
      hash.close();
    }
  }

  @FunctionalInterface
  interface Subject {
    Xdp.Program with(Accounts accounts);
  }

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  private static DynamicTest locked(String name, Subject program) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          check(program, 0);
          check(program, HARSH);
        });
  }

  private static void check(Subject program, int flags) {
    try (Accounts real = Accounts.inKernel();
        Accounts twins = Accounts.inJvm()) {
      Compilation compilation = compile(program.with(real));
      String listing = ProgramListing.disassemble(compilation.code());
      try (Loaded loaded = Loaded.load(compilation, flags)) {
        assertThat(loaded.retried()).isFalse();
        Xdp.Program twin = program.with(twins);
        for (byte[] packet : Numbers.packets()) {
          compare(loaded, twin, packet, listing);
          assertThat(real.contents()).as(listing).isEqualTo(twins.contents());
        }
      } catch (VerifierException e) {
        fail(listing + "\n" + e.log(), e);
      }
    }
  }

  private static Compilation compile(Xdp.Program program) {
    return Compilation.of(program, CompileOptions.of(ProgramKinds.XDP, LinkLayer.ETHERNET));
  }

  private static void compare(Loaded loaded, Xdp.Program twin, byte[] packet, String listing) {
    SimulationResult expected = Xdp.simulate(twin, packet);
    long before = count(loaded);
    int verdict = PacketTestRun.run(loaded.fd(), packet, 1).verdict();
    assertThat(verdict).as(listing + expected).isEqualTo((int) expected.verdict());
    assertThat(count(loaded) - before)
        .as(listing + expected)
        .isEqualTo(expected.failure().isPresent() ? 1 : 0);
  }

  private static long count(Loaded loaded) {
    return loaded.failures().read().stream().mapToLong(Failure::count).sum();
  }

  @TestFactory
  Stream<DynamicTest> blocks() {
    return Stream.of(
        locked(
            "on an array's value",
            m ->
                p -> {
                  int amount = p.i32(0);
                  Account account = m.array().get(amount & 3);
                  account.lock.run(
                      () -> {
                        account.balance += amount;
                        account.bookings++;
                      });
                  return XdpAction.PASS;
                }),
        locked(
            "on a value made when it is needed",
            m ->
                p -> {
                  int amount = p.i32(0);
                  Account account = m.hash().getOrCreate(amount & 3);
                  account.owner = amount;
                  account.lock.run(() -> account.balance = account.balance * 31 + amount);
                  return XdpAction.PASS;
                }),
        locked(
            "that may fail",
            m ->
                p -> {
                  int amount = p.i32(0);
                  int divisor = p.i32(4);
                  Account account = m.array().get(amount & 3);
                  account.bookings++;
                  account.lock.run(
                      () -> {
                        account.balance += amount / divisor;
                        account.last[divisor & 7] = amount;
                      });
                  account.bookings++;
                  return XdpAction.DROP;
                }),
        locked(
            "that answer",
            m ->
                p -> {
                  int amount = p.i32(0);
                  Account account = m.array().get(amount & 3);
                  long before =
                      account.lock.getAsLong(
                          () -> {
                            long old = account.balance;
                            if (old > 100) {
                              return -1;
                            }
                            account.balance = amount;
                            return old;
                          });
                  return before > 3 ? XdpAction.DROP : XdpAction.PASS;
                }),
        locked(
            "with loops",
            m ->
                p -> {
                  int amount = p.i32(0);
                  Account account = m.array().get(amount & 3);
                  account.lock.run(
                      () -> {
                        for (int i = 0; i < account.last.length; i++) {
                          account.last[i] += amount + i;
                          account.balance += account.last[i];
                        }
                      });
                  return XdpAction.PASS;
                }),
        locked(
            "one after the other, or not at all",
            m ->
                p -> {
                  int amount = p.i32(0);
                  Account from = m.array().get(0);
                  Account to = m.hash().get(amount & 1);
                  from.lock.run(() -> from.balance -= amount);
                  if (to == null) {
                    m.hash().put(amount & 1, from);
                    return XdpAction.DROP;
                  }
                  to.lock.run(() -> to.balance += amount);
                  return XdpAction.PASS;
                }),
        locked(
            "beside values that are put and removed",
            m ->
                p -> {
                  int amount = p.i32(0);
                  Account fresh = new Account();
                  fresh.balance = amount;
                  m.hash().put(amount & 3, fresh);
                  Account there = m.hash().get(amount & 1);
                  if (there != null) {
                    there.lock.run(() -> there.bookings += there.balance);
                    m.hash().remove(amount & 2);
                  }
                  return XdpAction.PASS;
                }));
  }

  /** Both numbers always change together. */
  @Test
  void neverHalfOfAChange() {
    try (BpfArray<Account> accounts = BpfMaps.array(Account.class, 1)) {
      Compilation compilation =
          compile(
              p -> {
                Account account = accounts.get(0);
                account.lock.run(
                    () -> {
                      account.balance++;
                      account.bookings++;
                    });
                return XdpAction.PASS;
              });
      try (Loaded loaded = Loaded.load(compilation, 0)) {
        CompletableFuture<Void> running =
            CompletableFuture.runAsync(() -> PacketTestRun.run(loaded.fd(), new byte[64], 500_000));
        long puts = 0;
        for (int i = 0; i < 2_000 || !running.isDone(); i++) {
          Account seen = accounts.get(0);
          assertThat(seen.bookings).isEqualTo(seen.balance);
          if (i % 16 == 0) {
            seen.balance = seen.bookings = ++puts << 32;
            accounts.put(0, seen);
          }
        }
        running.join();
        Account last = accounts.get(0);
        assertThat(last.balance).isEqualTo(last.bookings).isGreaterThanOrEqualTo(puts << 32);
      }
    }
  }
}
