package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.CgroupSockAddr.Call;
import bpf4j.compiler.context.LwtContext;
import bpf4j.compiler.context.SkAction;
import bpf4j.compiler.context.SyscallContext;
import bpf4j.compiler.context.TcAction;
import bpf4j.compiler.context.TracepointContext;
import bpf4j.compiler.declare.ContextField;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.testkit.Requirements;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every field of every context is one that this kernel lets programs read, and write. */
class ProgramTypesTest {
  /** A tracepoint of the kernel's. */
  interface SchedSwitch extends TracepointContext {
    @ContextField(offset = 24, since = "4.7")
    int prevPid();

    @ContextField(offset = 56, since = "4.7")
    int nextPid();
  }

  /** What is handed to a program. */
  interface Request extends SyscallContext {
    @ContextField(offset = 0, since = "5.14")
    int number();

    @ContextField(offset = 8, width = 8, since = "5.14")
    long sum();

    @ContextField(offset = 8, width = 8, since = "5.14")
    void sum(long value);
  }

  private BpfArray<Long> counts;

  @BeforeEach
  void createMap() {
    Requirements.root();
    counts = BpfMaps.array(Long.class, 4);
  }

  @AfterEach
  void closeMap() {
    if (counts != null) {
      counts.close();
    }
  }

  private Map<String, CompiledProgram<?>> programs() {
    Map<String, CompiledProgram<?>> programs = new TreeMap<>();
    addPackets(programs);
    addSockets(programs);
    addCalls(programs);
    addTracing(programs);
    return programs;
  }

  @TestFactory
  Stream<DynamicTest> load() {
    return programs().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      try (KernelProgram program = entry.getValue().load()) {
                        assertThat(program.failures()).isEmpty();
                      } catch (VerifierException e) {
                        throw new AssertionError(entry.getValue().disassemble() + e.log(), e);
                      }
                    }));
  }

  private static void addPackets(Map<String, CompiledProgram<?>> programs) {
    programs.put(
        "tc",
        Tc.compile(
            ctx -> {
              ctx.mark(ctx.mark() + 1);
              ctx.queueMapping(ctx.queueMapping() + 1);
              ctx.priority(ctx.priority() + 1);
              ctx.tcIndex(ctx.tcIndex() + 1);
              ctx.tcClassid(ctx.tcClassid() + 1);
              ctx.tstamp(ctx.tstamp() + 1);
              ctx.cb(4, ctx.cb(4) + 1);
              long all =
                  ctx.wireLen()
                      ^ ctx.tstampType()
                      ^ ctx.hwtstamp()
                      ^ ctx.len()
                      ^ ctx.pktType()
                      ^ ctx.protocol()
                      ^ ctx.vlanPresent()
                      ^ ctx.vlanTci()
                      ^ ctx.vlanProto()
                      ^ ctx.ingressIfindex()
                      ^ ctx.ifindex()
                      ^ ctx.hash()
                      ^ ctx.napiId()
                      ^ ctx.gsoSegs()
                      ^ ctx.gsoSize();
              return all == 7 ? TcAction.SHOT : TcAction.OK;
            }));
    programs.put(
        "cgroup ingress",
        CgroupSkb.compileIngress(
            ctx -> {
              ctx.mark(ctx.mark() + 1);
              ctx.priority(ctx.priority() + 1);
              ctx.tstamp(ctx.tstamp() + 1);
              ctx.cb(4, ctx.cb(4) + 1);
              long all =
                  ctx.family()
                      ^ ctx.remoteIp4()
                      ^ ctx.localIp4()
                      ^ ctx.remoteIp6(3)
                      ^ ctx.localIp6(3)
                      ^ ctx.remotePort()
                      ^ ctx.localPort()
                      ^ ctx.len()
                      ^ ctx.pktType()
                      ^ ctx.queueMapping()
                      ^ ctx.protocol()
                      ^ ctx.vlanPresent()
                      ^ ctx.vlanTci()
                      ^ ctx.vlanProto()
                      ^ ctx.ingressIfindex()
                      ^ ctx.ifindex()
                      ^ ctx.tcIndex()
                      ^ ctx.hash()
                      ^ ctx.napiId()
                      ^ ctx.gsoSegs()
                      ^ ctx.gsoSize();
              return all != 7 && ctx.ip().source() != 1;
            }));
    programs.put("cgroup egress", CgroupSkb.compileEgress(ctx -> ctx.ip().protocol() != 6));
    programs.put("lwt in", Lwt.compileIn(ctx -> ctx.u8(0) == 5 ? LwtContext.DROP : LwtContext.OK));
    programs.put("lwt out", Lwt.compileOut(ctx -> ctx.u8(0) == 5 ? LwtContext.DROP : 0));
    programs.put(
        "lwt xmit",
        Lwt.compileXmit(
            ctx -> {
              ctx.mark(ctx.mark() + 1);
              ctx.priority(ctx.priority() + 1);
              ctx.cb(4, ctx.cb(4) + 1);
              return ctx.len() == 7 ? LwtContext.DROP : LwtContext.OK;
            }));
    programs.put("netfilter", Netfilter.compile(ctx -> true));
  }

  private static void addSockets(Map<String, CompiledProgram<?>> programs) {
    programs.put(
        "stream parser",
        SkSkb.compileParser(
            ctx -> {
              ctx.priority(ctx.priority() + 1);
              ctx.tcIndex(ctx.tcIndex() + 1);
              int all =
                  ctx.family()
                      ^ ctx.remoteIp4()
                      ^ ctx.localIp4()
                      ^ ctx.remoteIp6(3)
                      ^ ctx.localIp6(3)
                      ^ ctx.remotePort()
                      ^ ctx.localPort()
                      ^ ctx.len()
                      ^ ctx.pktType()
                      ^ ctx.queueMapping()
                      ^ ctx.protocol()
                      ^ ctx.ingressIfindex()
                      ^ ctx.ifindex()
                      ^ ctx.hash();
              return all == 7 ? 0 : ctx.u16(0);
            }));
    programs.put(
        "stream verdict",
        SkSkb.compileVerdict(ctx -> ctx.u8(0) == 5 ? SkAction.DROP : SkAction.PASS));
    programs.put(
        "message",
        SkMsg.compile(
            ctx -> {
              int all =
                  ctx.family()
                      ^ ctx.remoteIp4()
                      ^ ctx.localIp4()
                      ^ ctx.remoteIp6(3)
                      ^ ctx.localIp6(3)
                      ^ ctx.remotePort()
                      ^ ctx.localPort()
                      ^ ctx.size();
              if (ctx.pull(0, 4) != 0) {
                return SkAction.DROP;
              }
              ctx.setU16(2, ctx.u16(0) + ctx.length());
              return all == 7 ? SkAction.DROP : SkAction.PASS;
            }));
    programs.put(
        "reuseport",
        SkReuseport.compile(
            ctx -> {
              int all =
                  ctx.len() ^ ctx.ethProtocol() ^ ctx.ipProtocol() ^ ctx.bindInany() ^ ctx.hash();
              return all == 7 || ctx.u16(2) == 53 ? SkAction.DROP : SkAction.PASS;
            }));
    programs.put(
        "lookup",
        SkLookup.compile(
            ctx -> {
              int all =
                  ctx.family()
                      ^ ctx.protocol()
                      ^ ctx.remoteIp4()
                      ^ ctx.remoteIp6(3)
                      ^ ctx.remotePort()
                      ^ ctx.localIp4()
                      ^ ctx.localIp6(3)
                      ^ ctx.localPort()
                      ^ ctx.ingressIfindex();
              return all == 7 ? SkAction.DROP : SkAction.PASS;
            }));
    programs.put(
        "socket operations",
        SockOps.compile(
            ctx -> {
              long all =
                  ctx.op()
                      ^ ctx.args(3)
                      ^ ctx.family()
                      ^ ctx.remoteIp4()
                      ^ ctx.localIp4()
                      ^ ctx.remoteIp6(3)
                      ^ ctx.localIp6(3)
                      ^ ctx.remotePort()
                      ^ ctx.localPort()
                      ^ ctx.isFullsock()
                      ^ ctx.sndCwnd()
                      ^ ctx.srttUs()
                      ^ ctx.callbackFlags()
                      ^ ctx.state()
                      ^ ctx.rttMin()
                      ^ ctx.sndSsthresh()
                      ^ ctx.rcvNxt()
                      ^ ctx.sndNxt()
                      ^ ctx.sndUna()
                      ^ ctx.mssCache()
                      ^ ctx.ecnFlags()
                      ^ ctx.rateDelivered()
                      ^ ctx.rateIntervalUs()
                      ^ ctx.packetsOut()
                      ^ ctx.retransOut()
                      ^ ctx.totalRetrans()
                      ^ ctx.segsIn()
                      ^ ctx.dataSegsIn()
                      ^ ctx.segsOut()
                      ^ ctx.dataSegsOut()
                      ^ ctx.lostOut()
                      ^ ctx.sackedOut()
                      ^ ctx.bytesReceived()
                      ^ ctx.bytesAcked()
                      ^ ctx.skbLen()
                      ^ ctx.skbTcpFlags();
              ctx.txhash(ctx.txhash() + 1);
              ctx.reply((int) all);
            }));
  }

  private static void addCalls(Map<String, CompiledProgram<?>> programs) {
    programs.put(
        "socket create",
        CgroupSock.compileCreate(
            ctx -> {
              ctx.boundDevIf(ctx.boundDevIf() + 1);
              ctx.mark(ctx.mark() + 1);
              ctx.priority(ctx.priority() + 1);
              return (ctx.family() ^ ctx.type() ^ ctx.protocol()) != 7;
            }));
    programs.put("socket release", CgroupSock.compileRelease(ctx -> ctx.family() != 7));
    programs.put(
        "post bind 4",
        CgroupSock.compilePostBind4(
            ctx -> (ctx.family() ^ ctx.type() ^ ctx.protocol() ^ ctx.srcIp4()) != ctx.srcPort()));
    programs.put("post bind 6", CgroupSock.compilePostBind6(ctx -> ctx.srcIp6(3) != ctx.srcPort()));
    for (Call call : new Call[] {Call.BIND, Call.CONNECT, Call.SENDMSG}) {
      programs.put(
          call + " 4",
          CgroupSockAddr.compile4(
              call,
              ctx -> {
                ctx.userIp4(ctx.userIp4() + 1);
                ctx.userPort(ctx.userPort() + 1);
                return (ctx.userFamily() ^ ctx.family() ^ ctx.type() ^ ctx.protocol()) != 7;
              }));
    }
    for (Call call : Call.values()) {
      programs.put(
          call + " 6",
          CgroupSockAddr.compile6(
              call,
              ctx -> {
                ctx.userIp6(3, ctx.userIp6(3) + 1);
                return true;
              }));
    }
    programs.put(
        "setsockopt",
        CgroupSockOpt.compileSet(
            ctx -> {
              if (ctx.level() == 1 && ctx.optname() == 8) {
                ctx.optlen(ctx.optlen() + 1);
                ctx.setU8(3, ctx.u8(0) + ctx.length());
              }
              return true;
            }));
    programs.put(
        "getsockopt",
        CgroupSockOpt.compileGet(
            ctx -> {
              if (ctx.level() == 1 && ctx.retval() < 0) {
                ctx.retval(0);
              }
              return ctx.u8(0) != 7;
            }));
    programs.put(
        "sysctl",
        CgroupSysctl.compile(
            ctx -> {
              ctx.filePos(ctx.filePos() + 1);
              return ctx.write() == 0;
            }));
    programs.put(
        "device",
        CgroupDevice.compile(
            ctx -> (ctx.accessType() ^ ctx.major() ^ ctx.minor()) != 7 && ctx.kind() != 1));
  }

  private void addTracing(Map<String, CompiledProgram<?>> programs) {
    programs.put("raw tracepoint", RawTracepoint.compile(ctx -> counts.add(0, ctx.arg(1))));
    programs.put(
        "tracepoint", Tracepoint.compile((SchedSwitch ctx) -> counts.add(1, ctx.nextPid())));
    programs.put(
        "kprobe",
        Kprobe.compile(
            ctx -> {
              long all = ctx.arg(0) ^ ctx.arg(1) ^ ctx.arg(2) ^ ctx.arg(3) ^ ctx.arg(4);
              all ^= ctx.arg(5) ^ ctx.returnValue() ^ ctx.instructionPointer();
              counts.add(2, all ^ ctx.stackPointer() ^ ctx.framePointer());
            }));
    programs.put(
        "perf event",
        PerfEvent.compile(
            ctx -> counts.add(3, ctx.samplePeriod() ^ ctx.address() ^ ctx.instructionPointer())));
    programs.put(
        "syscall",
        SyscallProgram.compile(
            (Request ctx) -> {
              ctx.sum(ctx.sum() + ctx.number());
              return ctx.number();
            }));
  }
}
