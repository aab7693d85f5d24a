package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.Xdp.Program;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.XdpAction;
import bpf4j.compiler.context.XdpContext;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.compiler.packet.EtherType;
import bpf4j.compiler.packet.IpProtocol;
import bpf4j.compiler.packet.Ipv4;
import bpf4j.testkit.Requirements;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** XDP programs do in the kernel what they do on the JVM: verdict, frame, and where they fail. */
class XdpTest {
  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  private static XdpAction verdict(int number) {
    return switch (number & 3) {
      case 0 -> XdpAction.ABORTED;
      case 1 -> XdpAction.DROP;
      case 2 -> XdpAction.PASS;
      default -> XdpAction.TX;
    };
  }

  private static Map<String, Program> programs() {
    Map<String, Program> programs = new TreeMap<>();
    programs.put("nothing", ctx -> XdpAction.PASS);
    programs.put("a constant place", ctx -> verdict(ctx.u16(12)));
    programs.put("places that merge", ctx -> verdict(ctx.u8(20) + ctx.u16(30) + ctx.i32(16)));
    programs.put(
        "places that merge, a line each",
        ctx -> {
          int a = ctx.u8(14);
          int b = ctx.u8(40);
          int c = ctx.u8(20);
          int d = ctx.i32(60);
          return verdict(a + b + c + d);
        });
    programs.put("all widths", XdpTest::widths);
    programs.put("the length", ctx -> verdict(ctx.len() * 7));
    programs.put("the last byte", ctx -> verdict(ctx.u8(ctx.len() - 1)));
    programs.put("past the end", ctx -> verdict(ctx.u8(ctx.len())));
    programs.put("before the start", ctx -> verdict(ctx.u8(ctx.u8(14) - 20)));
    programs.put("a masked offset", ctx -> verdict(ctx.u8(ctx.u8(14) & 31)));
    programs.put("a wide offset", ctx -> verdict(ctx.u16(ctx.u16(14))));
    programs.put("any offset", ctx -> verdict(ctx.i32(ctx.i32(14))));
    programs.put(
        "one offset twice",
        ctx -> {
          int at = ctx.u16(14);
          int first = ctx.u8(at + 1);
          return verdict(first + ctx.u8(at + 9) + ctx.u8(at));
        });
    programs.put("headers", XdpTest::headers);
    programs.put(
        "lists of options, one after another",
        ctx -> {
          Ipv4 ip = ctx.ip();
          return verdict(ip.option(7) + ip.tcp().maximumSegmentSize() + ip.tcp().windowScale());
        });
    programs.put("branches", XdpTest::branches);
    programs.put("a loop", XdpTest::sum);
    programs.put("bytes", XdpTest::bytes);
    programs.put("writes", XdpTest::mirror);
    programs.put("written fields", XdpTest::fields);
    programs.put("written, then read", XdpTest::writeThenRead);
    programs.put(
        "a write that fails late",
        ctx -> {
          ctx.setU8(14, 7);
          return verdict(ctx.u8(70));
        });
    programs.put("a longer head", XdpTest::encapsulate);
    programs.put("a shorter head", XdpTest::strip);
    programs.put("another tail", XdpTest::trim);
    programs.put("a moved head on one path", XdpTest::sometimes);
    programs.put("context fields", ctx -> verdict(ctx.ingressIfindex() + ctx.rxQueueIndex()));
    programs.put("a null verdict", ctx -> ctx.u8(14) > 99 ? null : XdpAction.TX);
    return programs;
  }

  private static XdpAction widths(XdpContext ctx) {
    long sum = ctx.u48(0) + ctx.u48(6) * 3 + ctx.i64(14) + ctx.u32(22) + ctx.i32(26);
    sum ^= sum >>> 32;
    return verdict((int) (sum ^ sum >>> 16));
  }

  private static XdpAction headers(XdpContext ctx) {
    Ipv4 ip = ctx.ipOrNull();
    if (ip == null) {
      return XdpAction.PASS;
    }
    if (ip.protocol() == IpProtocol.UDP) {
      return ip.udp().destinationPort() == 53 ? XdpAction.DROP : XdpAction.TX;
    }
    return ip.tcp().syn() ? XdpAction.ABORTED : XdpAction.PASS;
  }

  private static XdpAction branches(XdpContext ctx) {
    int kind = ctx.u8(14);
    int sum = 0;
    if (kind > 100) {
      sum = ctx.u8(30) + ctx.u8(50);
    } else if (kind > 50) {
      sum = ctx.u8(25);
    }
    return verdict(sum + ctx.u8(28));
  }

  private static XdpAction sum(XdpContext ctx) {
    int sum = 0;
    for (int i = 0; i < 24; i++) {
      sum += ctx.u8(14 + i);
    }
    int at = ctx.u8(15) & 15;
    for (int i = 0; i < (ctx.u8(16) & 7); i++) {
      sum = sum * 31 + ctx.u16(at + i * 2);
    }
    return verdict(sum ^ sum >>> 7);
  }

  private static XdpAction bytes(XdpContext ctx) {
    byte[] some = new byte[21];
    ctx.loadBytes(ctx.u8(14) & 31, some);
    int sum = 0;
    for (byte one : some) {
      sum = sum * 31 + one;
    }
    return verdict(sum);
  }

  private static XdpAction mirror(XdpContext ctx) {
    long destination = ctx.ethernet().destination();
    ctx.setU48(0, ctx.ethernet().source());
    ctx.setU48(6, destination);
    ctx.setU8(ctx.u8(14) & 63, 0xa5);
    ctx.setU16(16, ctx.u16(18) + 1);
    ctx.setI32(20, 0x01020304);
    ctx.setI64(24, ctx.i64(30));
    return XdpAction.TX;
  }

  private static XdpAction fields(XdpContext ctx) {
    Ipv4 ip = ctx.ip();
    ip.timeToLive(ip.timeToLive() - 1);
    ip.headerChecksum(ip.headerChecksum() + 0x100);
    ip.source(ip.destination());
    ip.dontFragment(true);
    ip.headerWords(7);
    return XdpAction.TX;
  }

  private static XdpAction writeThenRead(XdpContext ctx) {
    int before = ctx.u8(20);
    ctx.setU8(20, before + 1);
    int at = ctx.u8(15) & 15;
    ctx.setU8(14 + at, 9);
    return verdict(ctx.u8(20) * 3 + before + ctx.u8(16));
  }

  private static XdpAction encapsulate(XdpContext ctx) {
    long destination = ctx.ethernet().destination();
    long source = ctx.ethernet().source();
    if (ctx.adjustHead(-4) != 0) {
      return XdpAction.ABORTED;
    }
    ctx.ethernet().destination(destination);
    ctx.ethernet().source(source);
    ctx.setU16(12, EtherType.VLAN);
    ctx.setU16(14, 42);
    return verdict(ctx.u8(18));
  }

  private static XdpAction strip(XdpContext ctx) {
    int first = ctx.u8(16);
    int status = ctx.adjustHead(first & 31);
    return status < 0 ? XdpAction.DROP : verdict(first + ctx.u8(16));
  }

  private static XdpAction trim(XdpContext ctx) {
    int by = ctx.u8(14) - 100;
    return ctx.adjustTail(by) == 0 ? verdict(ctx.len()) : XdpAction.ABORTED;
  }

  private static XdpAction sometimes(XdpContext ctx) {
    int a = ctx.u8(20);
    if (a > 100) {
      ctx.adjustHead(2);
    }
    return verdict(a + ctx.u8(20));
  }

  @TestFactory
  Stream<DynamicTest> agreesWithTheJvm() {
    return programs().entrySet().stream()
        .map(program -> DynamicTest.dynamicTest(program.getKey(), () -> check(program.getValue())));
  }

  private static void check(Program program) {
    TypeAgreement agreement =
        new TypeAgreement(
            ProgramKinds.XDP,
            LinkLayer.ETHERNET,
            program,
            frame -> {
              SimulatedContext<XdpContext> input = SimulatedContext.frame(frame);
              return new TypeAgreement.Twin(Xdp.simulate(program, input), input.packet());
            });
    agreement.check(TypeAgreement.frames());
  }

  @Test
  void isCompiledLoadedAndRun() {
    CompiledProgram<Program> compiled = Xdp.compile(XdpTest::headers);
    try (KernelProgram program = compiled.load()) {
      byte[] arp = new byte[60];
      arp[12] = 8;
      arp[13] = 6;
      assertThat(XdpAction.of(program.testRun(arp).verdict())).isEqualTo(XdpAction.PASS);
      assertThat(program.failures()).isEmpty();
      arp[13] = 0;
      assertThat(XdpAction.of(program.testRun(arp).verdict())).isEqualTo(XdpAction.PASS);
      assertThat(program.failureCount()).isEqualTo(1);
      assertThatThrownBy(() -> program.testRun(new byte[13]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("14");
    }
  }
}
