package bpf4j.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.Comm;
import bpf4j.compiler.CompileException;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SimulatedKernel;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.declare.KernelName;
import bpf4j.compiler.kernel.KernelMemory;
import bpf4j.compiler.kernel.KernelStruct;
import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.BpfMaps;
import bpf4j.testkit.Requirements;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Structs of the running kernel, against what is known of this process otherwise. */
class KernelStructTest {
  private static final byte[] PACKET = new byte[64];

  @KernelName("task_struct")
  interface Task extends KernelStruct {
    int pid();

    int tgid();

    Comm comm();

    long start_time();

    Task real_parent();

    @KernelName("real_parent")
    long parentAddress();

    MemoryMap mm();

    Files files();

    @KernelName("se.vruntime")
    long virtualRuntime();

    Entity se();

    @KernelName("cpus_mask.bits")
    long cpus(int index);

    @KernelName("cpus_mask.bits[0]")
    long firstCpus();

    byte comm(int index);

    int flags();

    @KernelName("flags")
    long wideFlags();

    boolean in_execve();

    @KernelName("no_cgroup_migration")
    int migrates();

    Task last_wakee();

    default boolean isMainThread() {
      return pid() == tgid();
    }
  }

  @KernelName("mm_struct")
  interface MemoryMap extends KernelStruct {
    long start_stack();

    long arg_start();
  }

  @KernelName("files_struct")
  interface Files extends KernelStruct {
    int next_fd();
  }

  @KernelName("sched_entity")
  interface Entity extends KernelStruct {
    long vruntime();
  }

  @Test
  void fieldsAreThoseOfThisProcess() {
    Requirements.root();
    try (BpfGlobalArray<Long> seen = BpfMaps.globalArray(Long.class, 16);
        KernelProgram program =
            SocketFilter.compileFilter(
                    skb -> {
                      Task task = Kernel.currentTask(Task.class);
                      seen.put(0, (long) task.tgid());
                      seen.put(1, (long) (task.pid() - Kernel.tid()));
                      seen.put(2, task.comm().equals(Kernel.comm()) ? 1L : 0L);
                      seen.put(3, (long) task.real_parent().tgid());
                      seen.put(4, task.real_parent().address() - task.parentAddress());
                      seen.put(5, task.mm() == null ? 0L : task.mm().start_stack());
                      seen.put(6, task.firstCpus() - task.cpus(0));
                      seen.put(7, (task.comm(0) & 0xffL) - (Kernel.comm().first() & 0xff));
                      seen.put(8, task.start_time());
                      seen.put(9, task.virtualRuntime() - task.se().vruntime());
                      seen.put(10, task.in_execve() ? 1L : 0L);
                      seen.put(11, (task.flags() & 0xffff_ffffL) - task.wideFlags());
                      seen.put(12, (long) task.migrates());
                      seen.put(13, task.mm().arg_start());
                      return task.isMainThread() ? 1 : 2;
                    })
                .load()) {
      assertThat(program.testRun(PACKET).verdict()).isBetween(1, 2);
      assertThat(program.failures()).isEmpty();
      assertThat(seen.get(0)).isEqualTo(ProcessHandle.current().pid());
      assertThat(seen.get(1)).isZero();
      assertThat(seen.get(2)).isEqualTo(1);
      assertThat(seen.get(3)).isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
      assertThat(seen.get(4)).isZero();
      assertThat(seen.get(5)).isPositive();
      assertThat(seen.get(6)).isZero();
      assertThat(seen.get(7)).isZero();
      assertThat(seen.get(8)).isPositive();
      assertThat(seen.get(9)).isZero();
      assertThat(seen.get(10)).isZero();
      assertThat(seen.get(11)).isZero();
      assertThat(seen.get(12)).isBetween(0L, 1L);
      assertThat(seen.get(13)).isGreaterThanOrEqualTo(seen.get(5));
    }
  }

  @Test
  void pointersAreFollowedInLoopsAndChosen() {
    Requirements.root();
    try (KernelProgram program =
        SocketFilter.compileFilter(
                skb -> {
                  Task task = Kernel.currentTask(Task.class);
                  for (int i = 0; i < 8; i++) {
                    Task parent = task.real_parent();
                    if (parent == null || parent.tgid() <= 1) {
                      break;
                    }
                    task = parent;
                  }
                  return task.real_parent().tgid();
                })
            .load()) {
      ProcessHandle top = ProcessHandle.current();
      for (int i = 0; i < 8 && top.parent().isPresent() && top.parent().get().pid() > 1; i++) {
        top = top.parent().get();
      }
      long expected = top.parent().map(ProcessHandle::pid).orElse(0L);
      assertThat(program.testRun(PACKET).verdict()).isEqualTo((int) expected);
      assertThat(program.failures()).isEmpty();
    }
  }

  @Test
  void readsThatCannotBeDoneFail() {
    Requirements.root();
    assertFails(skb -> KernelMemory.struct(Task.class, 16).pid());
    assertFails(skb -> KernelMemory.struct(Task.class, 0).pid());
    assertFails(skb -> (int) Kernel.currentTask(Task.class).cpus(skb.len()));
    assertFails(skb -> Kernel.currentTask(Task.class).comm(16 + skb.len() * 0));
  }

  private static void assertFails(Filter program) {
    try (KernelProgram loaded = SocketFilter.compileFilter(program).load()) {
      assertThat(loaded.testRun(PACKET).verdict()).isEqualTo(SocketFilter.KEEP);
      assertThat(loaded.failureCount()).isEqualTo(1);
    }
  }

  /** What a test gives the program on the JVM. */
  record FakeTask(int pid, int tgid, Task real_parent) implements Task {
    @Override
    public Comm comm() {
      return Comm.of("fake");
    }

    @Override
    public long start_time() {
      return 1;
    }

    @Override
    public long parentAddress() {
      return 0;
    }

    @Override
    public MemoryMap mm() {
      return null;
    }

    @Override
    public Files files() {
      return null;
    }

    @Override
    public long virtualRuntime() {
      return 0;
    }

    @Override
    public Entity se() {
      return null;
    }

    @Override
    public long cpus(int index) {
      return 0;
    }

    @Override
    public long firstCpus() {
      return 0;
    }

    @Override
    public byte comm(int index) {
      return 0;
    }

    @Override
    public int flags() {
      return 0;
    }

    @Override
    public long wideFlags() {
      return 0;
    }

    @Override
    public boolean in_execve() {
      return false;
    }

    @Override
    public int migrates() {
      return 0;
    }

    @Override
    public Task last_wakee() {
      return null;
    }
  }

  @Test
  void simulatedRunsUseWhatTheyAreGiven() {
    Filter program =
        skb -> {
          Task task = Kernel.currentTask(Task.class);
          Task other = KernelMemory.struct(Task.class, 0x1000);
          return (task.isMainThread() ? 1 : 0) + task.real_parent().pid() * 10 + other.pid() * 100;
        };
    SimulatedKernel kernel =
        new SimulatedKernel()
            .currentTask(new FakeTask(5, 5, new FakeTask(1, 1, null)))
            .struct(0x1000, new FakeTask(3, 3, null));
    byte[] packet = new byte[40];
    packet[0] = 0x45;
    packet[9] = 17;
    assertThat(kernel.run(() -> SocketFilter.simulateFilter(program, packet)).verdict())
        .isEqualTo(311);
    assertThatThrownBy(() -> SocketFilter.simulateFilter(program, packet))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("new SimulatedKernel().currentTask(");
  }

  interface Wrong extends KernelStruct {
    int start_tim();

    int start_time();

    int comm();

    int pid(int index);

    Comm pid();

    Files mm();

    int tgid(String name);
  }

  @KernelName("task_struct")
  interface WrongTask extends Wrong {}

  interface no_such_struct extends KernelStruct {
    int pid();
  }

  @TestFactory
  Stream<DynamicTest> refusals() {
    return Stream.of(
        refused(
            skb -> Kernel.currentTask(no_such_struct.class).pid(),
            "has no struct or union no_such_struct; give its name with @KernelName"),
        refused(
            skb -> Kernel.currentTask(WrongTask.class).start_tim(),
            "task_struct has no field start_tim in this kernel; the nearest are start_time"),
        refused(
            skb -> Kernel.currentTask(WrongTask.class).start_time(),
            "start_time is 64 bits wide; return long"),
        refused(
            skb -> Kernel.currentTask(WrongTask.class).comm(),
            "comm is an array of 16 elements of char"),
        refused(skb -> Kernel.currentTask(WrongTask.class).pid(1), "takes an index, but pid is no"),
        refused(
            skb -> (int) Kernel.currentTask(WrongTask.class).pid().first(),
            "pid takes 4 bytes, Comm 16"),
        refused(
            skb -> Kernel.currentTask(WrongTask.class).mm().next_fd(),
            "is struct mm_struct, not the files_struct that Files stands for"),
        refused(skb -> Kernel.currentTask(WrongTask.class).tgid("x"), "a field takes none"));
  }

  private static DynamicTest refused(Filter program, String message) {
    return DynamicTest.dynamicTest(
        message,
        () ->
            assertThatThrownBy(() -> SocketFilter.compileFilter(program))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("KernelStructTest.java:"));
  }
}
