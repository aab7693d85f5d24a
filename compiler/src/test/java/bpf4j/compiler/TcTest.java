package bpf4j.compiler;

import bpf4j.compiler.Tc.Program;
import bpf4j.compiler.context.SimulatedContext;
import bpf4j.compiler.context.TcAction;
import bpf4j.compiler.context.TcContext;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.ProgramKinds;
import bpf4j.compiler.packet.IpProtocol;
import bpf4j.compiler.packet.Ipv4;
import bpf4j.testkit.Requirements;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Traffic control programs do in the kernel what they do on the JVM. */
class TcTest {
  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  private static TcAction verdict(int number) {
    return switch (number & 3) {
      case 0 -> TcAction.OK;
      case 1 -> TcAction.SHOT;
      case 2 -> TcAction.UNSPEC;
      default -> TcAction.STOLEN;
    };
  }

  private static Map<String, Program> programs() {
    Map<String, Program> programs = new TreeMap<>();
    programs.put("nothing", ctx -> TcAction.UNSPEC);
    programs.put("constant places", ctx -> verdict(ctx.u16(12) + ctx.u8(30) + ctx.i32(33)));
    programs.put("far places", ctx -> verdict(ctx.u8(14) + ctx.u8(150)));
    programs.put("all widths", TcTest::widths);
    programs.put("the last byte", ctx -> verdict(ctx.u8(ctx.len() - 1)));
    programs.put("a masked offset", ctx -> verdict(ctx.u8(ctx.u8(14) & 31)));
    programs.put("any offset", ctx -> verdict(ctx.i32(ctx.i32(14))));
    programs.put("headers", TcTest::headers);
    programs.put("a loop", TcTest::sum);
    programs.put("bytes", TcTest::bytes);
    programs.put("writes", TcTest::writes);
    programs.put("written, then read", TcTest::writeThenRead);
    programs.put("fields", TcTest::fields);
    return programs;
  }

  private static TcAction widths(TcContext ctx) {
    long sum = ctx.u48(0) + ctx.u48(6) * 3 + ctx.i64(14) + ctx.u32(22) + ctx.i32(26);
    sum ^= sum >>> 32;
    return verdict((int) (sum ^ sum >>> 16));
  }

  private static TcAction headers(TcContext ctx) {
    Ipv4 ip = ctx.ipOrNull();
    if (ip == null) {
      return TcAction.UNSPEC;
    }
    if (ip.protocol() == IpProtocol.UDP) {
      return ip.udp().destinationPort() == 53 ? TcAction.SHOT : TcAction.OK;
    }
    return ip.tcp().syn() ? TcAction.OK : TcAction.PIPE;
  }

  private static TcAction sum(TcContext ctx) {
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

  private static TcAction bytes(TcContext ctx) {
    byte[] some = new byte[21];
    ctx.loadBytes(ctx.u8(14) & 31, some);
    int sum = 0;
    for (byte one : some) {
      sum = sum * 31 + one;
    }
    return verdict(sum);
  }

  private static TcAction writes(TcContext ctx) {
    long destination = ctx.ethernet().destination();
    ctx.setU48(0, ctx.ethernet().source());
    ctx.setU48(6, destination);
    ctx.setU8(ctx.u8(14) & 63, 0xa5);
    ctx.setU16(16, ctx.u16(18) + 1);
    ctx.setI32(20, 0x01020304);
    ctx.setI64(24, ctx.i64(30));
    ctx.setU16(ctx.len() - 2, 0xbeef);
    return TcAction.OK;
  }

  private static TcAction writeThenRead(TcContext ctx) {
    int before = ctx.u8(20);
    ctx.setU8(20, before + 1);
    int at = ctx.u8(15) & 15;
    ctx.setU8(14 + at, 9);
    return verdict(ctx.u8(20) * 3 + before + ctx.u8(16));
  }

  private static TcAction fields(TcContext ctx) {
    ctx.mark(ctx.len() * 3);
    ctx.cb(2, 7);
    ctx.priority(ctx.mark() + ctx.cb(2));
    return verdict(ctx.priority() + ctx.protocol() + ctx.ifindex());
  }

  @TestFactory
  Stream<DynamicTest> agreesWithTheJvm() {
    return programs().entrySet().stream()
        .map(program -> DynamicTest.dynamicTest(program.getKey(), () -> check(program.getValue())));
  }

  private static void check(Program program) {
    TypeAgreement agreement =
        new TypeAgreement(
            ProgramKinds.TC,
            LinkLayer.ETHERNET,
            program,
            frame -> {
              var input = SimulatedContext.ethernet(TcContext.class, frame);
              return new TypeAgreement.Twin(Tc.simulate(program, input), input.packet());
            });
    agreement.check(TypeAgreement.frames().stream().filter(frame -> frame.length >= 54).toList());
  }
}
