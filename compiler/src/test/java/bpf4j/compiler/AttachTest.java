package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.CgroupSockAddr.Call;
import bpf4j.compiler.context.SkAction;
import bpf4j.compiler.context.TcAction;
import bpf4j.compiler.context.XdpAction;
import bpf4j.compiler.packet.IpProtocol;
import bpf4j.compiler.traffic.Loopback;
import bpf4j.compiler.traffic.NetworkNamespace;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.syscall.system.FileSystems;
import bpf4j.testkit.Requirements;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs that are attached see real packets and calls, and decide about them. */
@SuppressWarnings("try") // closes what the end of the block closes again
class AttachTest {
  private static final int DATAGRAMS = 5;

  @Test
  void xdpSeesFrames() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (BpfArray<Long> counts = BpfMaps.array(Long.class, 256);
              AttachedProgram program =
                  Xdp.attach(
                      "lo",
                      Xdp.Mode.GENERIC,
                      ctx -> {
                        counts.add(ctx.ip().protocol(), 1);
                        return XdpAction.PASS;
                      })) {
            Loopback.datagrams(DATAGRAMS, 10);
            assertThat(counts.get(IpProtocol.UDP)).isEqualTo(DATAGRAMS);
            assertThat(program.await(Duration.ofMillis(1))).isTrue();
            assertThat(program.failures()).isEmpty();
            assertThat(program).hasToString("XDP on lo");
            program.close();
            assertThat(program.await(Duration.ofSeconds(9))).isFalse();
            Loopback.datagrams(1, 10);
            assertThat(counts.get(IpProtocol.UDP)).isEqualTo(DATAGRAMS);
          }
        });
  }

  @Test
  void trafficControlSeesBothDirections() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (BpfArray<Long> counts = BpfMaps.array(Long.class, 2);
              AttachedProgram in =
                  Tc.attachIngress(
                      "lo",
                      ctx -> {
                        counts.add(0, ctx.ip().protocol() == IpProtocol.UDP ? 1 : 0);
                        return TcAction.OK;
                      });
              AttachedProgram out =
                  Tc.attachEgress(
                      "lo",
                      ctx -> {
                        counts.add(1, ctx.ip().protocol() == IpProtocol.UDP ? 1 : 0);
                        return TcAction.UNSPEC;
                      })) {
            Loopback.datagrams(DATAGRAMS, 10);
            assertThat(counts.get(0)).isEqualTo(DATAGRAMS);
            assertThat(counts.get(1)).isEqualTo(DATAGRAMS);
            assertThat(List.of(in, out)).allMatch(program -> program.failures().isEmpty());
          }
        });
  }

  @Test
  void trafficControlReadsBehindTheLinearPart() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (BpfArray<Long> counts = BpfMaps.array(Long.class, 2);
              AttachedProgram program =
                  Tc.attachIngress(
                      "lo",
                      ctx -> {
                        if (ctx.len() > 20_000) {
                          int sum = ctx.u8(200) + ctx.u8(900) + ctx.i32(ctx.len() - 4);
                          counts.add(0, ctx.ip().tcp().destinationPort() > 0 ? 1 : 0);
                          counts.add(1, sum);
                        }
                        return TcAction.OK;
                      })) {
            Loopback.connections(4, 400_000);
            assertThat(counts.get(0)).isPositive();
            assertThat(counts.get(1)).isZero();
            assertThat(program.failures()).isEmpty();
          }
        });
  }

  @Test
  void lookupsSeeDatagrams() throws Exception {
    NetworkNamespace.run(
        () -> {
          try (BpfArray<Long> counts = BpfMaps.array(Long.class, 1);
              AttachedProgram program =
                  SkLookup.attach(
                      ctx -> {
                        counts.add(0, ctx.protocol() == IpProtocol.UDP ? 1 : 0);
                        return SkAction.PASS;
                      })) {
            Loopback.datagrams(DATAGRAMS, 10);
            assertThat(counts.get(0)).isEqualTo(DATAGRAMS);
            assertThat(program.failures()).isEmpty();
          }
        });
  }

  @Test
  void rawTracepointsSeeTheirArguments() {
    Requirements.root();
    try (BpfArray<Long> counts = BpfMaps.array(Long.class, 1);
        AttachedProgram program =
            RawTracepoint.attach("sys_enter", ctx -> counts.add(0, ctx.arg(1) >= 0 ? 1 : 0))) {
      assertThat(new java.io.File("/proc/self").exists()).isTrue();
      assertThat(counts.get(0)).isPositive();
      assertThat(program.failures()).isEmpty();
    }
  }

  @Test
  void controlGroupsRefuseConnections() throws Exception {
    Requirements.root();
    Requirements.machine(FileSystems.CGROUP2.find().isPresent(), "needs cgroup2 mounted");
    Path group = FileSystems.CGROUP2.find().orElseThrow();
    int port = 9;
    // The discard port: nobody misses it for a moment.
    try (AttachedProgram program =
            CgroupSockAddr.attach4(group, Call.CONNECT, ctx -> ctx.userPort() != port);
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      channel.connect(new InetSocketAddress(Loopback.address(), port + 1));
      channel.disconnect();
      assertThatThrownBy(() -> channel.connect(new InetSocketAddress(Loopback.address(), port)))
          .isInstanceOf(java.io.IOException.class);
      assertThat(program.failures()).isEmpty();
    }
  }
}
