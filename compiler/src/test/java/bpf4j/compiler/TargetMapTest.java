package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.SkAction;
import bpf4j.compiler.context.XdpAction;
import bpf4j.compiler.internal.load.ChannelDescriptor;
import bpf4j.compiler.kernel.Cgroups;
import bpf4j.compiler.kernel.Redirect;
import bpf4j.compiler.kernel.SocketMaps;
import bpf4j.compiler.kernel.Stacks;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfDescriptors;
import bpf4j.maps.BpfHashSet;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.BpfRedirectMap;
import bpf4j.maps.BpfStackTraces;
import bpf4j.maps.BpfTargets;
import bpf4j.maps.JvmMaps;
import bpf4j.maps.MapFactory;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.AttachCalls;
import bpf4j.syscall.bpf.AttachTarget;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.net.InterfaceIndex;
import bpf4j.syscall.system.FileSystems;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Maps of devices, CPUs, sockets, control groups and stacks, from Java and from programs. */
class TargetMapTest {
  private static final MapFactory KERNEL = BpfMaps.factory();
  private static final MapFactory TWINS = JvmMaps.factory();

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  private static Xdp.Program redirecting(BpfTargets<Integer> map) {
    return ctx -> Redirect.toMap(map, ctx.u8(20)) ? XdpAction.REDIRECT : XdpAction.DROP;
  }

  private static void redirects(BpfTargets<Integer> real, BpfTargets<Integer> twin) {
    try (real;
        twin;
        KernelProgram program = Xdp.compile(redirecting(real)).load()) {
      for (int key = 0; key < 8; key++) {
        byte[] frame = new byte[64];
        frame[20] = (byte) key;
        SimulationResult expected = Xdp.simulate(redirecting(twin), frame);
        assertThat(program.testRun(frame).verdict())
            .as("key %d", key)
            .isEqualTo((int) expected.verdict())
            .isEqualTo(real.containsKey(Math.min(key, real.maxEntries() - 1)) ? 4 : 1);
      }
    }
  }

  private static BpfRedirectMap filled(BpfRedirectMap map, int target) {
    map.put(2, target);
    map.put(0, target);
    assertThat(map.get(2)).hasValue(target);
    assertThat(map.get(1)).isEqualTo(OptionalInt.empty());
    assertThat(map.remove(0)).isTrue();
    assertThat(map.containsKey(0)).isFalse();
    assertThat(map.remove(0)).isFalse();
    return map;
  }

  @Test
  void devicesAndCpusAreRedirectedTo() {
    int lo = InterfaceIndex.of("lo").orElseThrow();
    redirects(filled(KERNEL.devMap(6), lo), filled(TWINS.devMap(6), lo));
    redirects(filled(KERNEL.devMapHash(10), lo), filled(TWINS.devMapHash(10), lo));
    try (BpfRedirectMap map = KERNEL.devMap(2)) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> map.put(2, lo));
      assertThatExceptionOfType(SyscallException.class)
          .isThrownBy(() -> map.put(0, Integer.MAX_VALUE));
    }
  }

  @Test
  void cpusAreRedirectedTo() {
    try (BpfRedirectMap real = KERNEL.cpuMap(1);
        BpfRedirectMap twin = TWINS.cpuMap(1)) {
      real.put(0, 192);
      twin.put(0, 192);
      assertThat(real.get(0)).isEqualTo(twin.get(0)).hasValue(192);
      byte[] frame = new byte[64];
      try (KernelProgram program = Xdp.compile(redirecting(real)).load()) {
        assertThat(program.testRun(frame).verdict())
            .isEqualTo((int) Xdp.simulate(redirecting(twin), frame).verdict())
            .isEqualTo(4);
        real.remove(0);
        twin.remove(0);
        assertThat(program.testRun(frame).verdict())
            .isEqualTo((int) Xdp.simulate(redirecting(twin), frame).verdict())
            .isEqualTo(1);
      }
    }
  }

  @Test
  void queuesWithoutSocketsAreNotRedirectedTo() throws Exception {
    try (BpfDescriptors<Integer> sockets = KERNEL.xskMap(4);
        KernelProgram program = Xdp.compile(redirecting(sockets)).load();
        Fd file = Fd.open(Path.of("/"))) {
      assertThat(program.testRun(new byte[64]).verdict()).isEqualTo(1);
      assertThat(sockets.remove(1)).isTrue();
      assertThatExceptionOfType(SyscallException.class).isThrownBy(() -> sockets.put(0, file));
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> sockets.cookie(0));
    }
  }

  @Test
  void mapsOfOtherTypesAreRefusedByName() {
    try (BpfDescriptors<Integer> sockets = KERNEL.sockMap(4)) {
      assertThatThrownBy(() -> Xdp.compile(redirecting(sockets)))
          .isInstanceOf(CompileException.class)
          .hasMessageContaining("BPF_MAP_TYPE_SOCKMAP")
          .hasMessageContaining("BPF_MAP_TYPE_DEVMAP");
    }
  }

  private static SocketChannel[] pair() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketChannel client = SocketChannel.open(server.getLocalAddress());
      return new SocketChannel[] {client, server.accept()};
    }
  }

  @Test
  void streamsGoToAnotherSocket() throws Exception {
    SocketChannel[] first = pair();
    SocketChannel[] second = pair();
    try (SocketChannel from = first[0];
        SocketChannel in = first[1];
        SocketChannel out = second[0];
        SocketChannel to = second[1];
        BpfDescriptors<Integer> sockets = KERNEL.sockMap(4);
        KernelProgram program =
            SkSkb.compileVerdict(
                    skb -> SocketMaps.redirectStream(sockets, 1, 0) ? SkAction.PASS : SkAction.DROP)
                .load()) {
      AttachTarget map = new AttachTarget.Descriptor(sockets.fd());
      AttachCalls.attach(map, program.fd(), AttachType.SK_SKB_STREAM_VERDICT, 0);
      sockets.put(0, ChannelDescriptor.of(in));
      sockets.put(1, ChannelDescriptor.of(out));
      assertThat(sockets.cookie(0)).isPresent().isNotEqualTo(sockets.cookie(1));
      assertThat(sockets.cookie(2)).isEmpty();
      byte[] sent = "through the map".getBytes(StandardCharsets.US_ASCII);
      from.write(ByteBuffer.wrap(sent));
      to.socket().setSoTimeout(5000);
      assertThat(to.socket().getInputStream().readNBytes(sent.length)).isEqualTo(sent);
      assertThat(sockets.remove(0)).isTrue();
      assertThat(sockets.containsKey(0)).isFalse();
      assertThat(sockets.remove(0)).isFalse();
      assertThat(AttachCalls.detach(map, program.fd(), AttachType.SK_SKB_STREAM_VERDICT)).isTrue();
    }
  }

  @Test
  void programsOfSocketsLoad() {
    Layout<Long> keys = Layout.of(Long.class);
    try (BpfDescriptors<Integer> byIndex = KERNEL.sockMap(4);
        BpfDescriptors<Long> byKey = KERNEL.sockHash(keys, 4);
        BpfDescriptors<Integer> group = KERNEL.reuseportArray(4);
        KernelProgram message =
            SkMsg.compile(
                    m ->
                        SocketMaps.redirectMessage(byIndex, m.size() & 3, SocketMaps.INGRESS)
                                || SocketMaps.redirectMessageByKey(byKey, (long) m.size(), 0)
                            ? SkAction.PASS
                            : SkAction.DROP)
                .load();
        KernelProgram stream =
            SkSkb.compileVerdict(
                    skb ->
                        SocketMaps.redirectStreamByKey(byKey, (long) skb.len(), 0)
                            ? SkAction.PASS
                            : SkAction.DROP)
                .load();
        KernelProgram operations =
            SockOps.compile(
                    ops -> {
                      if (SocketMaps.put(byIndex, 1) == 0) {
                        SocketMaps.putByKey(byKey, 5L);
                      }
                    })
                .load();
        KernelProgram select =
            SkReuseport.compile(
                    ctx ->
                        SocketMaps.select(group, ctx.hash() & 3) == 0
                            ? SkAction.PASS
                            : SkAction.DROP)
                .load()) {
      assertThat(message.fd().isOpen()).isTrue();
      assertThat(stream.fd().isOpen()).isTrue();
      assertThat(operations.fd().isOpen()).isTrue();
      assertThat(select.fd().isOpen()).isTrue();
      assertThat(byKey.remove(1L)).isFalse();
      assertThat(group.cookie(0)).isEmpty();
    }
  }

  @Test
  void tasksAreComparedWithControlGroups() throws Exception {
    long me = ProcessHandle.current().pid();
    try (BpfDescriptors<Integer> groups = KERNEL.cgroupArray(2);
        Fd root = FileSystems.CGROUP2.openDetached();
        BpfArray<Long> answers = BpfMaps.mmapArray(Long.class, 2);
        AttachedProgram program =
            RawTracepoint.attach(
                "sys_enter",
                ctx -> {
                  if (Kernel.pid() == me) {
                    answers.put(0, Cgroups.currentTaskIn(groups, 0));
                    answers.put(1, Cgroups.currentTaskIn(groups, 1));
                  }
                })) {
      groups.put(0, root);
      Thread.sleep(10);
      assertThat(program.program().failureCount()).isZero();
      assertThat(answers.get(0)).isEqualTo(1);
      assertThat(answers.get(1)).isNegative();
      assertThat(groups.remove(0)).isTrue();
      assertThat(groups.remove(0)).isFalse();
    }
  }

  @Test
  void stacksAreKept() throws Exception {
    long me = ProcessHandle.current().pid();
    try (BpfStackTraces stacks = KERNEL.stackTraces(1024, 16);
        BpfHashSet<Integer> ids = BpfMaps.hashSet(Integer.class, 1024);
        AttachedProgram program =
            RawTracepoint.attach(
                "sys_enter",
                ctx -> {
                  if (Kernel.pid() == me) {
                    int id = Stacks.id(stacks, Stacks.FAST_COMPARE);
                    if (id >= 0) {
                      ids.add(id);
                    }
                  }
                })) {
      Thread.sleep(10);
      assertThat(program.program().failureCount()).isZero();
      assertThat(ids.size()).isPositive();
      int id = ids.stream().findFirst().orElseThrow();
      assertThat(stacks.depth()).isEqualTo(16);
      // Addresses of the kernel are in the upper half.
      assertThat(stacks.get(id)).isNotEmpty().hasSizeLessThanOrEqualTo(16);
      assertThat(stacks.get(id)[0]).isNegative();
      assertThat(stacks.get(1_000_000)).isNull();
    }
  }
}
