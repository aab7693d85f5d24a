package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.TracingContext;
import bpf4j.compiler.declare.KernelName;
import bpf4j.compiler.kernel.KernelStruct;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.perf.tracepoint.NoSuchTracepointException;
import bpf4j.testkit.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Programs at tracepoints with arguments of known types. */
class BtfTracepointTest {
  @KernelName("task_struct")
  interface Task extends KernelStruct {
    int pid();

    int tgid();

    Comm comm();

    Task real_parent();

    Task group_leader();

    Entity se();

    @KernelName("se.vruntime")
    long virtualRuntime();

    @KernelName("real_parent")
    long parentAddress();

    Memory mm();

    byte comm(int index);

    @KernelName("in_execve")
    boolean isExecuting();
  }

  @KernelName("sched_entity")
  interface Entity extends KernelStruct {
    long vruntime();
  }

  @KernelName("mm_struct")
  interface Memory extends KernelStruct {
    long start_stack();
  }

  interface Switch extends TracingContext {
    boolean preempt();

    Task prev();

    Task next();
  }

  interface Misnamed extends TracingContext {
    Task previous();
  }

  @KernelName("file")
  interface OpenFile extends KernelStruct {}

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void structsBehindArgumentsAreRead() throws Exception {
    Requirements.root();
    needsTypes();
    int pid = (int) ProcessHandle.current().pid();
    int parent = (int) ProcessHandle.current().parent().orElseThrow().pid();
    try (BpfHash<Comm, Long> leaving = BpfMaps.hash(Comm.class, Long.class, 4096);
        BpfArray<Long> wrong = BpfMaps.array(Long.class, 8);
        AttachedProgram program =
            BtfTracepoint.attach(
                "sched_switch",
                (Switch sw) -> {
                  Task prev = sw.prev();
                  if (prev.tgid() != pid) {
                    return;
                  }
                  leaving.add(prev.comm(), 1);
                  wrong.add(0, prev.pid() == Kernel.tid() ? 0 : 1);
                  wrong.add(1, prev.real_parent().tgid() == parent ? 0 : 1);
                  wrong.add(2, prev.real_parent().address() == prev.parentAddress() ? 0 : 1);
                  wrong.add(3, prev.group_leader().pid() == pid ? 0 : 1);
                  wrong.add(4, prev.se().vruntime() == prev.virtualRuntime() ? 0 : 1);
                  // A thread that ends has given its memory back.
                  wrong.add(5, prev.mm() == null || prev.mm().start_stack() != 0 ? 0 : 1);
                  wrong.add(6, sw.arg(1) == prev.address() && sw.arg(0) >>> 1 == 0 ? 0 : 1);
                  wrong.add(7, ((prev.comm(0) ^ prev.comm().first()) & 0xff) == 0 ? 0 : 1);
                })) {
      Thread sleeper = new Thread(() -> sleep(60), "a-sleeper");
      sleeper.start();
      sleeper.join();
      assertThat(leaving.get(Comm.of("a-sleeper"))).isPositive();
      for (int i = 0; i < 8; i++) {
        assertThat(wrong.get(i)).as("%d", i).isZero();
      }
      assertThat(program.failures()).isEmpty();
      assertThat(program).hasToString("program at tracepoint sched_switch (link)");
    }
  }

  @Test
  void pointersThatMeetAreNumbersToTheVerifier() throws Exception {
    Requirements.root();
    needsTypes();
    int pid = (int) ProcessHandle.current().pid();
    try (BpfArray<Long> seen = BpfMaps.array(Long.class, 4);
        AttachedProgram program =
            BtfTracepoint.attach(
                "sched_switch",
                (Switch sw) -> {
                  if (sw.prev().tgid() != pid && sw.next().tgid() != pid) {
                    return;
                  }
                  Task mine = sw.prev().tgid() == pid ? sw.prev() : sw.next();
                  seen.add(0, mine.tgid() == pid ? 1 : 0);
                  seen.add(1, mine.tgid() == pid ? 0 : 1);
                  Task oldest = mine;
                  for (int i = 0; i < 8; i++) {
                    Task parent = oldest.real_parent();
                    if (parent == null || parent.tgid() <= 1) {
                      break;
                    }
                    oldest = parent;
                  }
                  seen.add(2, oldest.tgid() > 0 ? 1 : 0);
                  seen.add(3, mine.comm(Kernel.random() & 15));
                })) {
      sleep(20);
      assertThat(seen.get(0)).isPositive();
      assertThat(seen.get(1)).isZero();
      assertThat(seen.get(2)).isPositive();
      assertThat(program.failures()).isEmpty();
    }
  }

  @Test
  void addressesAreNumbersToDoAnythingWith() throws Exception {
    Requirements.root();
    needsTypes();
    try (BpfHash<Long, Long> tasks = BpfMaps.hash(Long.class, Long.class, 4096);
        BpfArray<Long> sums = BpfMaps.array(Long.class, 1);
        AttachedProgram program =
            BtfTracepoint.attach(
                "sched_switch",
                sw -> {
                  long next = sw.arg(2);
                  if ((next & 7) == 0 && next >>> 56 == 0xff) {
                    tasks.put(next, next ^ sw.arg(1));
                    sums.add(0, tasks.get(next) ^ next ^ sw.arg(1) ^ 1);
                  }
                })) {
      sleep(20);
      assertThat(sums.get(0)).isPositive();
      assertThat(program.failures()).isEmpty();
    }
  }

  @Test
  void onTheJvmArgumentsAreWhatATestSets() {
    BpfArray<Long> seen = JvmMaps.array(Long.class, 2);
    Task leaving =
        new FakeTask() {
          @Override
          public int pid() {
            return 4711;
          }
        };
    SimulatedContext<Switch> input =
        SimulatedContext.of(Switch.class)
            .with(sw -> sw.preempt() ? 1 : 0, 1)
            .with(sw -> sw.arg(3), 9)
            .withObject(Switch::prev, leaving)
            .withObject(sw -> sw.arg(2, Task.class), leaving);
    SimulationResult result =
        BtfTracepoint.simulate(
            (Switch sw) -> {
              seen.put(0, sw.preempt() ? (long) sw.prev().pid() + sw.arg(3) : 0L);
              seen.put(1, (long) sw.arg(2, Task.class).pid());
              seen.put(0, (long) sw.next().pid());
            },
            input);
    assertThat(seen.get(0)).isEqualTo(4720);
    assertThat(seen.get(1)).isEqualTo(4711);
    assertThat(result.failure()).as("next is null").isPresent();
  }

  /** A task of which nothing is known. */
  private abstract static class FakeTask implements Task {
    @Override
    public int pid() {
      return 0;
    }

    @Override
    public int tgid() {
      return 0;
    }

    @Override
    public Comm comm() {
      return Comm.of("");
    }

    @Override
    public byte comm(int index) {
      return 0;
    }

    @Override
    public Task real_parent() {
      return null;
    }

    @Override
    public Task group_leader() {
      return null;
    }

    @Override
    public Entity se() {
      return null;
    }

    @Override
    public long virtualRuntime() {
      return 0;
    }

    @Override
    public long parentAddress() {
      return 0;
    }

    @Override
    public Memory mm() {
      return null;
    }

    @Override
    public boolean isExecuting() {
      return false;
    }
  }

  @Test
  void whatIsNotThereIsRefusedWithWhatIs() {
    needsTypes();
    assertThatThrownBy(() -> BtfTracepoint.compile("sched_swich", sw -> {}))
        .isInstanceOf(NoSuchTracepointException.class)
        .hasMessageContaining("sched_switch");
    assertRefused(sw -> sw.previous().pid(), "has no argument previous", "prev");
    assertRefused(
        sw -> sw.arg(1, OpenFile.class).address(), "struct task_struct", "not to the file");
    assertRefused(
        sw -> sw.arg(17), "has the arguments 0 to ", "a pointer to struct task_struct prev");
    assertRefused(sw -> sw.arg(0, Task.class).pid(), "is a number");
    assertRefused(sw -> sw.arg(Kernel.random()), "constant index");
  }

  private static void assertRefused(BtfTracepoint.Program<Misnamed> program, String... why) {
    assertThatThrownBy(() -> BtfTracepoint.compile("sched_switch", program))
        .isInstanceOf(CompileException.class)
        .hasMessageContainingAll(why);
  }

  private static void needsTypes() {
    Requirements.kernel(
        Files.exists(Path.of("/sys/kernel/btf/vmlinux")), "needs CONFIG_DEBUG_INFO_BTF");
  }
}
