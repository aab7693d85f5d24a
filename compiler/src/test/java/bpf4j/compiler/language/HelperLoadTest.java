package bpf4j.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.VerifierException;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.FailureMap;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.ProgramKind;
import bpf4j.compiler.internal.load.ProgramListing;
import bpf4j.compiler.internal.load.ProgramLoader;
import bpf4j.compiler.internal.opt.Target.PacketReads;
import bpf4j.compiler.kernel.Checksum;
import bpf4j.compiler.kernel.Clock;
import bpf4j.compiler.kernel.Forwarding;
import bpf4j.compiler.kernel.KernelMemory;
import bpf4j.compiler.kernel.LightweightTunnel;
import bpf4j.compiler.kernel.Message;
import bpf4j.compiler.kernel.Packet;
import bpf4j.compiler.kernel.PacketInfo;
import bpf4j.compiler.kernel.Redirect;
import bpf4j.compiler.kernel.SocketOptions;
import bpf4j.compiler.kernel.SynCookies;
import bpf4j.compiler.kernel.Sysctl;
import bpf4j.compiler.kernel.SystemCallResult;
import bpf4j.compiler.kernel.SystemCalls;
import bpf4j.compiler.kernel.Task;
import bpf4j.compiler.kernel.TcpEvents;
import bpf4j.compiler.kernel.Tracing;
import bpf4j.compiler.kernel.Tunnel;
import bpf4j.compiler.kernel.UserMemory;
import bpf4j.compiler.kernel.XdpBuffer;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.ProgramFlags;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.probe.FeatureProbes;
import bpf4j.testkit.Requirements;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The verifier takes each helper as it is declared: its arguments are of the kinds it wants. */
class HelperLoadTest {
  private static DynamicTest loads(ProgramType type, String name, Filter program) {
    return loads(type, null, 0, name, program);
  }

  private static DynamicTest loads(
      ProgramType type, AttachType attach, int flags, String name, Filter program) {
    return DynamicTest.dynamicTest(
        type + " " + name,
        () -> {
          Requirements.root();
          Assumptions.assumeTrue(
              FeatureProbes.programType(type).isYes(), "this kernel has no " + type);
          load(kind(type, attach), flags, program);
        });
  }

  private static ProgramKind kind(ProgramType type, AttachType attach) {
    return new ProgramKind(
        type,
        attach,
        SkBuff.class,
        PacketReads.LOAD_BYTES,
        null,
        false,
        0,
        0,
        ProgramKind.TestRun.NONE);
  }

  private static void load(ProgramKind kind, int flags, Filter program) {
    CompileOptions options = CompileOptions.of(kind, LinkLayer.ETHERNET);
    Compilation compilation = Compilation.of(program, options);
    try (FailureMap failures = FailureMap.of(compilation.code());
        Fd fd = ProgramLoader.load(compilation, failures, flags)) {
      assertThat(fd.isOpen()).isTrue();
    } catch (VerifierException e) {
      fail(ProgramListing.disassemble(compilation.code()) + "\n" + e.log(), e);
    }
  }

  @TestFactory
  Stream<DynamicTest> trafficControl() {
    ProgramType tc = ProgramType.SCHED_CLS;
    return Stream.of(
        loads(
            tc,
            "checksums",
            p -> {
              byte[] from = new byte[8];
              byte[] to = new byte[4];
              int sum = (int) Checksum.difference(from, to, p.len());
              Checksum.update(sum);
              Checksum.replaceInIp(24, 1, 2, 2);
              Checksum.replaceInTransport(40, 0, sum, 0x10);
              return (int) Checksum.level(0);
            }),
        loads(
            tc,
            "changes",
            p -> {
              byte[] mac = new byte[6];
              mac[p.u8(0) % 6] = 1;
              long status = Packet.store(6, mac, 0) + Packet.pull(p.len());
              status += Packet.changeTail(100) + Packet.changeHead(14) + Packet.changeType(3);
              status += Packet.changeProtocol(0xdd86) + Packet.adjustRoom(20, 1, 0);
              status += Packet.pushVlan(0x81, 5) + Packet.popVlan();
              status += Packet.setTimestamp(1_000, 1);
              return Packet.markCongestion() ? 1 : (int) status;
            }),
        loads(
            tc,
            "what is known",
            p -> {
              PacketInfo.setHash(5);
              PacketInfo.invalidateHash();
              long sum = (long) PacketInfo.hash() + PacketInfo.routeRealm();
              sum += PacketInfo.cgroupId() + PacketInfo.ancestorCgroupId(p.u8(0));
              sum += PacketInfo.socketCookie() + PacketInfo.socketUser();
              return (int) (sum + PacketInfo.networkNamespaceCookie());
            }),
        loads(
            tc,
            "tunnels",
            p -> {
              Tunnel.Key key = Tunnel.key(0);
              Tunnel.setKey(
                  new Tunnel.Key(
                      key.id() + 1,
                      key.remote0(),
                      key.remote1(),
                      key.remote2(),
                      key.remote3(),
                      (byte) 0,
                      key.ttl(),
                      (short) 0,
                      0,
                      key.local0(),
                      0,
                      0,
                      0),
                  1);
              byte[] options = new byte[8];
              return (int) (Tunnel.options(options) + Tunnel.setOptions(options));
            }),
        loads(
            tc,
            "redirections",
            p -> {
              Redirect.cloneTo(1, 1);
              return p.u8(0) == 1
                  ? Redirect.to(1, 0)
                  : p.u8(0) == 2 ? Redirect.toNeighbour(1) : Redirect.toPeer(1);
            }),
        loads(
            tc,
            "forwarding",
            p -> {
              byte[] parameters = new byte[64];
              parameters[0] = 2;
              int[] length = new int[1];
              long status = Forwarding.lookup(parameters, 0);
              return (int) status + (int) Forwarding.checkMtu(1, length, 0, 0) + length[0];
            }),
        loads(
            tc,
            "cookies",
            p -> {
              byte[] ip4 = new byte[20];
              byte[] ip6 = new byte[40];
              byte[] tcp = new byte[20];
              long sum = SynCookies.makeIpv4(ip4, tcp) + SynCookies.makeIpv6(ip6, tcp);
              return (int) (sum + SynCookies.checkIpv4(ip4, tcp) + SynCookies.checkIpv6(ip6, tcp));
            }));
  }

  @TestFactory
  Stream<DynamicTest> otherNetworking() {
    return Stream.of(
        loads(
            ProgramType.XDP,
            "fragments",
            p -> {
              byte[] some = new byte[8];
              XdpBuffer.load(4, some);
              some[1]++;
              XdpBuffer.store(4, some);
              XdpBuffer.adjustMetadata(-8);
              return (int) XdpBuffer.length();
            }),
        loads(
            ProgramType.LWT_XMIT,
            "header",
            p -> {
              byte[] header = new byte[20];
              return (int) LightweightTunnel.pushHeader(2, header);
            }),
        loads(
            ProgramType.LWT_SEG6LOCAL,
            "segments",
            p -> {
              byte[] tag = new byte[2];
              LightweightTunnel.store(46, tag);
              LightweightTunnel.adjust(48, 8);
              byte[] parameter = new byte[4];
              return (int) LightweightTunnel.act(3, parameter);
            }),
        loads(
            ProgramType.SOCK_OPS,
            "options",
            p -> {
              byte[] value = new byte[4];
              SocketOptions.get(1, 8, value);
              value[0] = 7;
              SocketOptions.set(1, 8, value);
              byte[] option = new byte[8];
              option[0] = 30;
              TcpEvents.loadOption(option, 0);
              TcpEvents.storeOption(option);
              TcpEvents.reserveOption(8);
              return TcpEvents.callFor(1) + Clock.coarseTime() > 0 ? 1 : 0;
            }),
        loads(
            ProgramType.SK_MSG,
            "messages",
            p -> {
              Message.apply(10);
              Message.cork(10);
              Message.pull(0, 10);
              Message.push(0, 4);
              Message.pop(0, 4);
              return 1;
            }),
        loads(
            ProgramType.CGROUP_SOCK_ADDR,
            AttachType.CGROUP_INET4_CONNECT,
            0,
            "bind",
            p -> {
              byte[] address = new byte[16];
              address[0] = 2;
              return SocketOptions.bind(address) == 0 ? 1 : 0;
            }),
        loads(
            ProgramType.CGROUP_SYSCTL,
            AttachType.CGROUP_SYSCTL,
            0,
            "settings",
            p -> {
              byte[] text = new byte[32];
              long[] number = new long[1];
              Sysctl.name(text, 0);
              Sysctl.current(text);
              Sysctl.requested(text);
              Sysctl.parse(text, 0, number);
              Sysctl.parseUnsigned(text, 10, number);
              Sysctl.replace(text);
              SystemCallResult.set(-1);
              return SystemCallResult.get() == 0 && number[0] > 5 ? 1 : 0;
            }));
  }

  /** A kernel that is locked down has no such helper, which only loading tells. */
  @Test
  void whatThisKernelLacksIsRefusedAtItsLine() {
    Requirements.root();
    Filter program =
        p -> {
          byte[] some = new byte[16];
          return (int) UserMemory.write(1, some);
        };
    ProgramKind kind = kind(ProgramType.TRACEPOINT, null);
    if (FeatureProbes.helper(ProgramType.TRACEPOINT, 36).isYes()) {
      load(kind, 0, program);
    } else {
      assertThatThrownBy(() -> load(kind, 0, program))
          .isInstanceOf(CompileException.class)
          .hasMessageContaining("HelperLoadTest.java:")
          .hasMessageContaining(
              "does not let programs of type tracepoint call bpf_probe_write_user");
    }
  }

  @TestFactory
  Stream<DynamicTest> tracing() {
    return Stream.of(
        loads(
            ProgramType.KPROBE,
            "where",
            p -> {
              long[] stack = new long[16];
              long bytes = Tracing.stack(stack, 256);
              long sum = Tracing.functionAddress() + Tracing.cookie() + stack[1] + bytes;
              return (int) (sum + Task.signalThread(0) + Task.signalProcess(0));
            }),
        loads(
            ProgramType.TRACEPOINT,
            "memory",
            p -> {
              byte[] some = new byte[16];
              long task = Task.address();
              KernelMemory.read(some, task);
              KernelMemory.readPart(some, (int) task & 15, task);
              KernelMemory.readString(some, task);
              long[] branches = new long[24];
              Tracing.branchSnapshot(branches);
              return KernelMemory.readShort(task) + UserMemory.readInt(1) + some[3];
            }),
        loads(
            ProgramType.PERF_EVENT,
            "counters",
            p -> {
              Tracing.CounterValue value = Tracing.counter();
              long[] branches = new long[24];
              long bytes = Tracing.branchRecords(branches, 0);
              return (int) (value.counter() + value.running() + bytes + branches[2]);
            }),
        loads(
            ProgramType.RAW_TRACEPOINT,
            "task",
            p -> {
              Task.NamespaceIds ids = Task.idsIn(4, 4_026_531_836L);
              return ids.pid() + ids.tid() + Task.numaNode() + (int) Task.ancestorCgroupId(1);
            }),
        loads(
            ProgramType.SYSCALL,
            null,
            ProgramFlags.SLEEPABLE,
            "calls",
            p -> {
              long[] address = new long[1];
              byte[] attributes = new byte[64];
              byte[] some = new byte[8];
              UserMemory.copy(some, 1);
              long sum = SystemCalls.symbol("jiffies", address) + address[0];
              sum += SystemCalls.typeId("task_struct", 4) + SystemCalls.bpf(0, attributes);
              return (int) (sum + SystemCalls.close(1_000_000));
            }));
  }
}
