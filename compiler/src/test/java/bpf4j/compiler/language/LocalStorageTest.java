package bpf4j.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.CgroupSkb;
import bpf4j.compiler.CgroupSock;
import bpf4j.compiler.CgroupSockAddr;
import bpf4j.compiler.CgroupSockOpt;
import bpf4j.compiler.CompileException;
import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.RawTracepoint;
import bpf4j.compiler.SkMsg;
import bpf4j.compiler.SockOps;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.Tc;
import bpf4j.compiler.Xdp;
import bpf4j.compiler.context.SkAction;
import bpf4j.compiler.context.TcAction;
import bpf4j.compiler.context.XdpAction;
import bpf4j.maps.BpfLocalStorage;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.JvmMaps;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.net.Sockets;
import bpf4j.syscall.system.FileSystems;
import bpf4j.syscall.system.Processes;
import bpf4j.testkit.Requirements;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values at sockets, threads and control groups, put and seen from both sides. */
class LocalStorageTest {
  static final class Traffic {
    long packets;
    int longest;
  }

  record Mark(int number, long time) {}

  private static Path group() {
    Requirements.root();
    Requirements.machine(FileSystems.CGROUP2.find().isPresent(), "needs cgroup2 mounted");
    return FileSystems.CGROUP2.find().orElseThrow();
  }

  private static void send(Fd socket, int datagrams, int bytes) {
    InetSocketAddress discard = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    for (int i = 0; i < datagrams; i++) {
      Sockets.sendTo(socket, new byte[bytes], discard);
    }
  }

  @Test
  void packetsAreCountedAtTheirSockets() {
    Path group = group();
    try (BpfLocalStorage<Traffic> traffic = BpfMaps.socketStorage(Traffic.class);
        BpfLocalStorage<Long> bytes = BpfMaps.socketStorage(Long.class);
        AttachedProgram program =
            CgroupSkb.attachEgress(
                group,
                skb -> {
                  Traffic sum = traffic.local();
                  if (sum != null) {
                    sum.packets++;
                    sum.longest = Math.max(sum.longest, skb.len());
                    bytes.addLocal(skb.len());
                  }
                  return true;
                });
        Fd counted = Sockets.udp(false);
        Fd other = Sockets.udp(false)) {
      traffic.put(counted, new Traffic());
      send(counted, 3, 10);
      send(counted, 1, 100);
      send(other, 2, 50);
      assertThat(traffic.get(counted).packets).isEqualTo(4);
      assertThat(traffic.get(counted).longest).isEqualTo(128);
      assertThat(bytes.get(counted)).isEqualTo(3 * 38 + 128);
      assertThat(traffic.get(other)).isNull();
      assertThat(bytes.get(other)).isNull();
      assertThat(program.failures()).isEmpty();
    }
  }

  @Test
  void socketsAreMarkedWhenTheyAreMade() {
    Path group = group();
    try (BpfLocalStorage<Mark> marks = BpfMaps.socketStorage(Mark.class);
        AttachedProgram program =
            CgroupSock.attachCreate(
                group,
                socket -> {
                  marks.putLocal(new Mark(7, System.nanoTime()));
                  return true;
                });
        Fd socket = Sockets.udp(false)) {
      long now = System.nanoTime();
      assertThat(marks.get(socket).number()).isEqualTo(7);
      assertThat(marks.get(socket).time()).isBetween(1L, now);
      assertThat(program.failures()).isEmpty();
    }
  }

  @Test
  void threadsHaveValues() throws Exception {
    Requirements.root();
    int me =
        Integer.parseInt(Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName() + "");
    try (BpfLocalStorage<Traffic> calls = BpfMaps.taskStorage(Traffic.class);
        BpfLocalStorage<Integer> last = BpfMaps.taskStorage(Integer.class);
        Fd self = Processes.openThread(me);
        AttachedProgram program =
            RawTracepoint.attach(
                "sys_enter",
                ctx -> {
                  if (Kernel.tid() == me) {
                    calls.localOrCreate().packets++;
                    last.putLocal((int) ctx.arg(1));
                    if (last.local() != (int) ctx.arg(1)) {
                      calls.localOrCreate().longest++;
                    }
                  }
                })) {
      long before = calls.get(self) == null ? 0 : calls.get(self).packets;
      for (int i = 0; i < 10; i++) {
        assertThat(Files.exists(Path.of("/proc/self"))).isTrue();
      }
      Traffic after = calls.get(self);
      assertThat(after.packets).isGreaterThanOrEqualTo(before + 10);
      assertThat(after.longest).isZero();
      assertThat(last.get(self)).isPositive();
      assertThat(program.failures()).isEmpty();
    }
  }

  @Test
  void controlGroupsHaveValues() throws Exception {
    Path root = group();
    String own =
        Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
            .filter(line -> line.startsWith("0::/"))
            .findFirst()
            .orElseThrow()
            .substring("0::/".length());
    int me = (int) ProcessHandle.current().pid();
    try (BpfLocalStorage<Long> calls = BpfMaps.cgroupStorage(Long.class);
        Fd folder = Fd.open(root.resolve(own));
        AttachedProgram program =
            RawTracepoint.attach(
                "sys_enter",
                ctx -> {
                  if (Kernel.pid() == me) {
                    calls.addLocal(1);
                  }
                })) {
      for (int i = 0; i < 10; i++) {
        assertThat(Files.exists(Path.of("/proc/self"))).isTrue();
      }
      assertThat(calls.get(folder)).isGreaterThanOrEqualTo(10);
      assertThat(program.failures()).isEmpty();
    }
  }

  @Test
  void programsTakeValuesAway() {
    Path group = group();
    try (BpfLocalStorage<Long> marks = BpfMaps.socketStorage(Long.class);
        BpfLocalStorage<Long> results = BpfMaps.socketStorage(Long.class);
        AttachedProgram program =
            CgroupSkb.attachEgress(
                group,
                skb -> {
                  Long mark = marks.local();
                  results.putLocal((mark == null ? 0 : mark) * 10 + (marks.removeLocal() ? 1 : 2));
                  return true;
                });
        Fd socket = Sockets.udp(false)) {
      marks.put(socket, 4L);
      send(socket, 1, 1);
      assertThat(results.get(socket)).isEqualTo(41);
      assertThat(marks.get(socket)).isNull();
      send(socket, 1, 1);
      assertThat(results.get(socket)).isEqualTo(2);
      assertThat(program.failures()).isEmpty();
    }
  }

  @Test
  void allProgramsWithSocketsReachTheirs() {
    Requirements.root();
    try (BpfLocalStorage<Long> numbers = BpfMaps.socketStorage(Long.class)) {
      List<CompiledProgram<?>> programs =
          List.of(
              Tc.compile(
                  skb -> {
                    numbers.addLocal(1);
                    return TcAction.OK;
                  }),
              CgroupSkb.compileIngress(skb -> numbers.local() == null),
              CgroupSock.compileRelease(socket -> numbers.local() == null),
              CgroupSockAddr.compile4(CgroupSockAddr.Call.CONNECT, call -> numbers.local() == null),
              CgroupSockOpt.compileSet(option -> numbers.local() == null),
              SkMsg.compile(message -> numbers.local() == null ? SkAction.PASS : SkAction.DROP),
              SockOps.compile(operation -> numbers.addLocal(1)));
      for (CompiledProgram<?> compiled : programs) {
        try (KernelProgram program = compiled.load()) {
          assertThat(program.failures()).isEmpty();
        }
      }
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    Requirements.root();
    try (BpfLocalStorage<Long> sockets = BpfMaps.socketStorage(Long.class);
        BpfLocalStorage<Long> inodes = JvmMaps.inodeStorage(Long.class);
        Fd any = Fd.borrow(0)) {
      assertThatThrownBy(
              () ->
                  Xdp.compile(
                      frame -> {
                        sockets.addLocal(1);
                        return XdpAction.PASS;
                      }))
          .isInstanceOf(CompileException.class)
          .hasMessageContaining("run for no socket");
      assertThatThrownBy(() -> SocketFilter.compileFilter(skb -> inodes.local() == null ? 1 : 0))
          .isInstanceOf(CompileException.class)
          .hasMessageContaining("LSM");
      assertThatThrownBy(() -> Tc.compile(skb -> sockets.get(any) == null ? TcAction.OK : null))
          .isInstanceOf(CompileException.class)
          .hasMessageContaining("works on the Java side only");
      assertThatThrownBy(
              () ->
                  CgroupSkb.compileEgress(
                      skb -> {
                        sockets.localOrCreate();
                        return true;
                      }))
          .isInstanceOf(CompileException.class)
          .hasMessageContaining("class with fields");
    }
  }
}
