package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.TracepointContext;
import bpf4j.compiler.declare.KernelName;
import bpf4j.compiler.kernel.KernelStruct;
import bpf4j.compiler.kernel.Tracing;
import bpf4j.compiler.kernel.UserMemory;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.Size;
import bpf4j.perf.tracepoint.NoSuchTracepointException;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.LinkInfo;
import bpf4j.syscall.bpf.ObjectCalls;
import bpf4j.syscall.bpf.ObjectKind;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.system.FileSystems;
import bpf4j.testkit.Requirements;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Programs at tracepoints see what the tracepoints record. */
class TracepointTest {
  interface SchedSwitch extends TracepointContext {
    String prev_comm();

    int prev_pid();

    long prev_state();

    int next_pid();
  }

  interface Exec extends TracepointContext {
    @Size(32)
    String filename();

    int pid();

    @KernelName("old_pid")
    int before();
  }

  interface OpenAt extends TracepointContext {
    int dfd();

    long filename();

    int flags();
  }

  interface SysEnter extends TracepointContext {
    long id();

    long args(int index);
  }

  record Ipv4(byte a, byte b, byte c, byte d) {}

  interface SocketState extends TracepointContext {
    short dport();

    int newstate();

    Ipv4 daddr();

    @KernelName("daddr")
    byte daddrByte(int index);

    Sock skaddr();
  }

  @KernelName("sock")
  interface Sock extends KernelStruct {
    @KernelName("__sk_common.skc_num")
    int port();
  }

  private static final long OPENAT = 257;

  @Test
  void switchesAreSeenWithAllTheirFields() throws Exception {
    Requirements.root();
    int pid = (int) ProcessHandle.current().pid();
    try (BpfHash<String, Long> names =
            BpfMaps.hash(Layout.string(16), Layout.of(Long.class), 4096);
        AttachedProgram program =
            Tracepoint.attach(
                "sched:sched_switch",
                (SchedSwitch sw) -> {
                  // Whoever is left is still the current one.
                  if (Kernel.pid() == pid
                      && Kernel.tid() == sw.prev_pid()
                      && sw.prev_pid() != sw.next_pid()) {
                    names.add(sw.prev_comm(), sw.prev_state() & 3);
                  }
                })) {
      Thread sleeper = new Thread(() -> sleep(60), "a-sleeper");
      sleeper.start();
      sleeper.join();
      assertThat(names.get("a-sleeper")).isPositive();
      assertThat(program.failures()).isEmpty();
      assertThat(program.toString())
          .matches("tracepoint sched:sched_switch \\(perf event( link)?\\)");
    }
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void textOfAnyLengthIsRead() throws Exception {
    Requirements.root();
    try (BpfHash<Integer, Long> seen = BpfMaps.hash(Integer.class, Long.class, 4096);
        AttachedProgram program =
            Tracepoint.attach(
                "sched:sched_process_exec",
                (Exec exec) -> {
                  if (exec.filename().equals("/bin/true") || exec.filename().endsWith("n/true")) {
                    seen.put(exec.pid(), exec.before() == exec.pid() ? 1L : 0L);
                  }
                })) {
      Process process = new ProcessBuilder("/bin/true").start();
      process.waitFor();
      assertThat(seen.get((int) process.pid())).isNotNull();
      assertThat(program.failures()).isEmpty();
    }
  }

  @Test
  void systemCallsAreSeenWithTheirArguments() throws Exception {
    Requirements.root();
    String name = "/proc/self/bpf4j-not-there";
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 3);
        AttachedProgram program =
            Tracepoint.attach(
                "syscalls:sys_enter_openat",
                7,
                (OpenAt open) -> {
                  String path = UserMemory.string(open.filename(), 64);
                  if (path.equals(name)) {
                    hits.add(0, 1);
                    hits.put(1, (long) open.dfd());
                    hits.put(2, Tracing.cookie() * 100 + (open.flags() & 3));
                  }
                })) {
      // Strings of processes that are not in memory at the moment fail those runs, and only those.
      assertThat(new File(name).exists()).isFalse();
      assertThatThrownBy(() -> new FileInputStream(name).close())
          .isInstanceOf(FileNotFoundException.class);
      assertThat(hits.get(0)).isEqualTo(1);
      assertThat(hits.get(1)).isEqualTo(-100);
      assertThat(hits.get(2)).isEqualTo(700);
      assertThat(program.program().isRetried()).isFalse();
    }
  }

  @Test
  void elementsOfArraysAreReadByAnyIndex() {
    Requirements.root();
    int pid = (int) ProcessHandle.current().pid();
    try (BpfArray<Long> sums = BpfMaps.array(Long.class, 2);
        AttachedProgram program =
            Tracepoint.attach(
                "raw_syscalls:sys_enter",
                (SysEnter enter) -> {
                  if (Kernel.pid() == pid && enter.id() == OPENAT) {
                    long sum = 0;
                    for (int i = 0; i < 3; i++) {
                      sum += enter.args(i) & 0xff;
                    }
                    long same = enter.args(0) & 0xff;
                    same += enter.args(1) & 0xff;
                    same += enter.args(2) & 0xff;
                    sums.add(sum == same ? 0 : 1, 1);
                  }
                })) {
      new File("/proc/self").listFiles();
      assertThat(sums.get(0)).isPositive();
      assertThat(sums.get(1)).isZero();
      assertThat(program.failures()).isEmpty();
    }
  }

  @Test
  void bytesRecordsAndStructsBehindPointersAreRead() throws Exception {
    Requirements.root();
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 3);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      short port = (short) server.getLocalPort();
      try (AttachedProgram program =
          Tracepoint.attach(
              "sock:inet_sock_set_state",
              (SocketState state) -> {
                if (state.dport() == port && state.newstate() == 1) {
                  Ipv4 to = state.daddr();
                  hits.add(0, to.a() * 1000L + to.d());
                  hits.add(1, state.daddrByte(0) * 1000L + state.daddrByte(3));
                  hits.put(2, (long) state.skaddr().port());
                }
              })) {
        try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
          assertThat(hits.get(2)).isEqualTo(client.getLocalPort());
        }
        assertThat(hits.get(0)).isEqualTo(127_001).isEqualTo(hits.get(1));
        assertThat(program.failures()).isEmpty();
      }
    }
  }

  @Test
  void theKernelKnowsTheCookie() {
    Requirements.root();
    try (AttachedProgram program =
        Tracepoint.attach("sched:sched_process_exec", 77, (Exec exec) -> {})) {
      LinkInfo info = InfoCalls.link(program.attachment().links().get(0));
      assertThat(info.target())
          .isInstanceOfSatisfying(
              LinkInfo.PerfEvent.class,
              event -> {
                assertThat(event.kind()).isEqualTo(LinkInfo.PerfEventKind.TRACEPOINT);
                assertThat(event.name()).isEqualTo("sched_process_exec");
                assertThat(event.cookie()).isEqualTo(77);
              });
    }
  }

  @Test
  void pinnedAttachmentsOutliveTheirObjects() throws Exception {
    Requirements.root();
    Path folder = Files.createTempDirectory("bpffs");
    FileSystems.BPFFS.mount(folder);
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 1)) {
      int id;
      try (AttachedProgram program =
          Tracepoint.attach("sched:sched_process_exec", (Exec exec) -> hits.add(0, 1))) {
        program.attachment().pin(folder.resolve("exec"));
        id = InfoCalls.link(program.attachment().links().get(0)).id();
      }
      new ProcessBuilder("/bin/true").start().waitFor();
      assertThat(hits.get(0)).isPositive();
      assertThat(exists(id)).isTrue();
      Files.delete(folder.resolve("exec"));
      for (int i = 0; i < 200 && exists(id); i++) {
        sleep(10);
      }
      assertThat(exists(id)).isFalse();
    } finally {
      FileSystems.unmount(folder);
      Files.delete(folder);
    }
  }

  private static boolean exists(int link) {
    Optional<Fd> found = ObjectCalls.openById(ObjectKind.LINK, link);
    found.ifPresent(Fd::close);
    return found.isPresent();
  }

  @Test
  void runsOnTheJvmWithFieldsByName() {
    try (BpfArray<Long> sums = JvmMaps.array(Long.class, 2)) {
      Tracepoint.Program<SocketState> program =
          state -> {
            sums.add(0, state.daddr().d() + state.daddrByte(3));
            sums.add(1, state.dport());
          };
      SimulatedContext<SocketState> input =
          SimulatedContext.of(SocketState.class)
              .with(SocketState::dport, 80)
              .with(state -> state.daddrByte(3), 5)
              .withObject(SocketState::daddr, new Ipv4((byte) 1, (byte) 2, (byte) 3, (byte) 4));
      assertThat(Tracepoint.simulate(program, input).failure()).isEmpty();
      assertThat(sums.get(0)).isEqualTo(9);
      assertThat(sums.get(1)).isEqualTo(80);
      SimulatedContext<Exec> exec =
          SimulatedContext.of(Exec.class).withObject(Exec::filename, "/bin/sh").with(Exec::pid, 3);
      assertThat(exec.context().filename()).isEqualTo("/bin/sh");
      assertThat(exec.context().pid()).isEqualTo(3);
      assertThat(SimulatedContext.of(SchedSwitch.class).context().prev_comm()).isEmpty();
    }
  }

  interface Wrong extends TracepointContext {
    int prev_sate();

    int prev_state();

    int prev_comm();

    @KernelName("prev_pid")
    String text();

    @KernelName("prev_pid")
    int element(int index);

    @KernelName("prev_comm")
    Ipv4 record();

    @KernelName("prev_comm")
    long letter(int index);
  }

  @Test
  void fieldsThatAreNotThereAreRefused() {
    Requirements.root();
    refused((Wrong w) -> w.prev_sate(), "has no field prev_sate in this kernel; the nearest are");
    refused((Wrong w) -> w.prev_state(), "prev_state is 64 bits wide; return long");
    refused((Wrong w) -> w.prev_comm(), "return a String");
    refused((Wrong w) -> Kernel.require(w.text().isEmpty()), "not text");
    refused((Wrong w) -> w.element(1), "no array of numbers");
    refused((Wrong w) -> w.record().a(), "Ipv4 takes 4 bytes");
    assertThatThrownBy(() -> Tracepoint.compile((SchedSwitch sw) -> sw.prev_pid()))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("compile for that");
    assertThatThrownBy(() -> Tracepoint.attach("sched:sched_swich", (SchedSwitch sw) -> {}))
        .isInstanceOf(NoSuchTracepointException.class);
    assertThatThrownBy(
            () ->
                Tracepoint.attach(
                    "sched:sched_process_exec",
                    (ExecWithoutSize exec) -> Kernel.require(exec.filename().isEmpty())))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("@Size");
  }

  interface ExecWithoutSize extends TracepointContext {
    String filename();
  }

  private static void refused(Tracepoint.Program<Wrong> program, String message) {
    assertThatThrownBy(() -> Tracepoint.compile("sched:sched_switch", program))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("TracepointTest.java:")
        .hasMessageContaining(message);
  }

  @Test
  void indexesOutOfBoundsFailTheRun() {
    Requirements.root();
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 1);
        AttachedProgram program =
            Tracepoint.attach(
                "raw_syscalls:sys_enter",
                (SysEnter enter) -> {
                  hits.add(0, enter.args((int) enter.id() | 1024));
                })) {
      new File("/proc/self").exists();
      assertThat(hits.get(0)).isZero();
      assertThat(program.failures())
          .singleElement()
          .satisfies(failure -> assertThat(failure.file()).isEqualTo("TracepointTest.java"));
    }
  }
}
