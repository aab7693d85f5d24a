package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.LayoutException;
import bpf4j.maps.layout.Size;
import bpf4j.testkit.Requirements;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Structs of the kernel's own in values. */
class KernelObjectsTest {
  static final class Account {
    final SpinLock lock = new SpinLock();
    long balance;
  }

  static final class Twice {
    final SpinLock lock = new SpinLock();
    final SpinLock other = new SpinLock();
  }

  static final class Outer {
    Account account = new Account();
  }

  static final class Many {
    @Size(2)
    SpinLock[] locks = {new SpinLock(), new SpinLock()};
  }

  record Copied(SpinLock lock, int number) {}

  @Test
  void haveTheKernelsNameAndPlace() {
    assertThat(Layout.of(Account.class).toC())
        .contains("struct bpf_spin_lock {\n  __s32 val;\n}", "struct bpf_spin_lock lock;");
    assertThat(Layout.of(Account.class).size()).isEqualTo(16);
  }

  @Test
  void lieWhereTheKernelFindsThem() {
    for (MapFactory factory : List.of(BpfMaps.factory(), JvmMaps.factory())) {
      assertThatThrownBy(() -> factory.array(Layout.of(Twice.class), 1).close())
          .isInstanceOf(LayoutException.class)
          .hasMessageContaining("two of struct bpf_spin_lock");
      assertThatThrownBy(() -> factory.array(Layout.of(Outer.class), 1).close())
          .isInstanceOf(LayoutException.class)
          .hasMessageContaining("in account");
      assertThatThrownBy(() -> factory.array(Layout.of(Many.class), 1).close())
          .isInstanceOf(LayoutException.class)
          .hasMessageContaining("in locks");
      assertThatThrownBy(() -> factory.percpuArray(Layout.of(Account.class), 1).close())
          .isInstanceOf(LayoutException.class)
          .hasMessageContaining("PERCPU_ARRAY");
      assertThatThrownBy(
              () -> factory.hash(Layout.of(Account.class), Layout.of(Long.class), 1).close())
          .isInstanceOf(LayoutException.class)
          .hasMessageContaining("in a key");
    }
    assertThatThrownBy(() -> Layout.of(Copied.class))
        .isInstanceOf(LayoutException.class)
        .hasMessageContaining("class with fields");
  }

  @Test
  void valuesAreCopiedUnderTheLock() {
    Requirements.root();
    try (BpfHash<Integer, Account> accounts = BpfMaps.hash(Integer.class, Account.class, 8)) {
      for (int i = 0; i < 3; i++) {
        Account account = new Account();
        account.balance = i;
        accounts.put(i, account);
      }
      assertThat(accounts.get(2).balance).isEqualTo(2);
      assertThat(accounts.putIfAbsent(1, new Account())).isFalse();
      long[] sum = {0};
      accounts.forEach((key, value) -> sum[0] += value.balance);
      assertThat(sum[0]).isEqualTo(3);
      assertThat(accounts.getAndRemove(2).balance).isEqualTo(2);
      assertThat(accounts.get(2)).isNull();
    }
  }

  @Test
  void locksAreTakenOnce() {
    SpinLock lock = new SpinLock();
    assertThat(lock.getAsLong(() -> 5)).isEqualTo(5);
    assertThatThrownBy(() -> lock.run(() -> lock.run(() -> {})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("never end");
    lock.run(() -> {}); // it is free again
  }
}
