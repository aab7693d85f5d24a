package bpf4j.compiler.fuzz.generate;

import static bpf4j.compiler.fuzz.ast.Type.BOOLEAN;
import static bpf4j.compiler.fuzz.ast.Type.INT;
import static bpf4j.compiler.fuzz.ast.Type.LONG;

import bpf4j.compiler.fuzz.ast.Expr;
import bpf4j.compiler.fuzz.ast.Stmt;
import bpf4j.compiler.fuzz.ast.Stmt.Block;
import bpf4j.compiler.fuzz.ast.Stmt.Declare;
import bpf4j.compiler.fuzz.ast.Stmt.DeclareLocal;
import bpf4j.compiler.fuzz.ast.Stmt.IfNull;
import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;
import java.util.ArrayList;
import java.util.List;

/** Makes reads of headers, in packets that may be cut off or of other protocols. */
final class Dissectors {
  /** What can be had of a header, by the header's type. */
  private record Header(String type, List<String> views, List<String> ints, List<String> longs) {}

  private static final Header IPV4 =
      new Header(
          "Ipv4",
          List.of("ip"),
          List.of(
              "protocol",
              "headerLength",
              "totalLength",
              "source",
              "destination",
              "timeToLive",
              "identification",
              "fragmentOffset",
              "payloadLength",
              "headerChecksum"),
          List.of());
  private static final Header UDP =
      new Header(
          "Udp",
          List.of("ip().udp", "ipv6().udp"),
          List.of("sourcePort", "destinationPort", "length", "checksum", "payloadLength"),
          List.of());
  private static final Header TCP =
      new Header(
          "Tcp",
          List.of("ip().tcp", "ipv6().tcp"),
          List.of("sourcePort", "destinationPort", "headerLength", "flags", "window"),
          List.of("sequence", "acknowledgment"));
  private static final Header ICMP =
      new Header("Icmp", List.of("ip().icmp"), List.of("type", "code", "identifier"), List.of());
  private static final Header IPV6 =
      new Header(
          "Ipv6",
          List.of("ipv6"),
          List.of("nextHeader", "hopLimit", "payloadLength", "flowLabel", "trafficClass"),
          List.of());
  private static final Header ARP =
      new Header(
          "Arp",
          List.of("arp"),
          List.of("operation", "senderIp", "targetIp", "hardwareType"),
          List.of("senderMac", "targetMac"));
  private static final Header VLAN =
      new Header("Vlan", List.of("vlan"), List.of("id", "priority", "etherType"), List.of());
  private static final List<Header> HEADERS =
      List.of(IPV4, IPV4, IPV4, UDP, UDP, TCP, TCP, ICMP, IPV6, ARP, VLAN);

  /** What walks a list in the packet. */
  private static final List<String> WALKS =
      List.of(
          "ip().option(7)",
          "ip().tcp().maximumSegmentSize()",
          "ip().tcp().windowScale()",
          "ip().udp().dns().questionType()",
          "ip().icmp().quoted().protocol()",
          "ipv6().upperLayer().protocol()",
          "vlan().ip().protocol()");

  private static final List<String> FLAGS =
      List.of(
          "ip().moreFragments()",
          "ip().dontFragment()",
          "ip().tcp().syn()",
          "arp().isIpv4OverEthernet()",
          "ipOrNull() != null",
          "ip().udpOrNull() == null",
          "ip().tcpOrNull() != null",
          "ipv6OrNull() == null",
          "vlanOrNull() != null");

  private final Dice dice;
  private final Scope scope;
  private final Expressions expressions;
  private final Statements statements;

  Dissectors(Dice dice, Scope scope, Expressions expressions, Statements statements) {
    this.dice = dice;
    this.scope = scope;
    this.expressions = expressions;
    this.statements = statements;
  }

  private static String group(String view) {
    return "dissector: " + view.replace("()", "");
  }

  /** Some reads, each in a variable. */
  void use(int depth, List<Stmt> out) {
    Limits limits = expressions.limits();
    if (limits.inLoop() || !limits.branch()) {
      return;
    }
    limits.spend(25);
    switch (dice.weighted(50, 25, 12, 13)) {
      case 0 -> perhaps(depth, out);
      case 1 -> {
        Header header = dice.of(HEADERS);
        out.add(read(header, "packet." + dice.of(header.views()) + "()"));
      }
      case 2 -> {
        limits.spend(60);
        String walk = dice.of(WALKS);
        out.add(declare("dissector: walk", "packet." + walk, INT));
      }
      default -> {
        String flag = dice.of(FLAGS);
        out.add(declare("dissector: flag", "(packet." + flag + ")", BOOLEAN));
      }
    }
  }

  /** A header that may not be there, and what is read of it if it is. */
  private void perhaps(int depth, List<Stmt> out) {
    Header header = dice.of(HEADERS);
    String view = dice.of(header.views());
    String name = statements.newName("h");
    String value = "packet." + view + "OrNull()";
    out.add(new DeclareLocal(group(view + "OrNull"), header.type(), name, value, null, List.of()));
    Block absent = statements.block(dice.between(0, 1), Math.max(0, depth - 1));
    Block present =
        scope.inner(
            () -> {
              List<Stmt> body = new ArrayList<>();
              for (int i = dice.between(1, 3); i > 0; i--) {
                body.add(read(header, name));
              }
              body.addAll(statements.some(dice.between(1, 2), Math.max(0, depth - 1)));
              return new Block(body);
            });
    out.add(new IfNull(name, absent, present, dice.oneIn(2)));
  }

  private Stmt read(Header header, String view) {
    boolean isLong = !header.longs().isEmpty() && dice.oneIn(3);
    String field = dice.of(isLong ? header.longs() : header.ints());
    return declare("dissector: field", view + "." + field + "()", isLong ? LONG : INT);
  }

  private Declare declare(String feature, String java, Type type) {
    Expr.Variable variable = new Expr.Variable(type, statements.newName("v"));
    Declare out = new Declare(variable, Template.of(feature, java, type).apply());
    scope.add(variable, true);
    return out;
  }
}
