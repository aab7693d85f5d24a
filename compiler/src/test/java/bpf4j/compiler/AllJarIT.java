package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.traffic.Loopback;
import bpf4j.compiler.traffic.NetworkNamespace;
import bpf4j.testkit.Requirements;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything in one jar, used as the README says: by JVMs of their own, and by jshell. */
class AllJarIT {
  private static final Path JAR = Path.of("target/bpf4j-all.jar");
  private static final String BIN = System.getProperty("java.home") + "/bin/";
  private static final int MINUTES = 3;

  @TempDir private Path folder;

  /** What a process left. */
  private record Outcome(int status, List<String> output, List<String> errors) {}

  @BeforeEach
  void jarExists() {
    Requirements.machine(Files.exists(JAR), "needs " + JAR + ", which mvn verify makes first");
  }

  private Outcome run(String... command) throws Exception {
    return runWith("", command);
  }

  private Outcome runWith(String input, String... command) throws Exception {
    Path in = Files.writeString(folder.resolve("in"), input);
    Path out = folder.resolve("out");
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", command) + " did not end");
    }
    return new Outcome(process.exitValue(), Files.readAllLines(out), Files.readAllLines(errors));
  }

  /** Runs a command of the jar. */
  private Outcome jar(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(BIN + "java", "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  @Test
  void sourceFileRunsLikeAScript() throws Exception {
    NetworkNamespace.run(
        () -> {
          Process process =
              new ProcessBuilder(
                      BIN + "java", "-cp", JAR.toString(), "examples/SockProto.java", "lo", "3")
                  .redirectError(folder.resolve("errors").toFile())
                  .start();
          try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            // It is attached once it prints.
            assertThat(lines.readLine()).isEqualTo("TCP 0 UDP 0 ICMP 0 packets");
            Loopback.datagrams(40, 10);
            Loopback.pings(3, 10);
            lines.readLine();
            assertThat(lines.readLine()).isEqualTo("TCP 0 UDP 40 ICMP 6 packets");
            assertThat(lines.readLine()).isNull();
          }
          assertThat(process.waitFor()).isZero();
        });
  }

  @Test
  void jshellTakesTheSameLambda() throws Exception {
    Requirements.root();
    String input =
        """
        import bpf4j.compiler.*;
        import bpf4j.maps.*;
        import java.net.*;
        var packets = BpfMaps.array(Long.class, 256);
        var lo = SocketFilter.attach("lo", skb -> packets.add(skb.ip().protocol(), 1));
        var receiver = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        var sender = new DatagramSocket();
        sender.send(new DatagramPacket(new byte[5], 5, receiver.getLocalSocketAddress()));
        receiver.receive(new DatagramPacket(new byte[5], 5));
        System.out.println("UDP at least one: " + (packets.get(17) >= 1));
        lo.close();
        packets.close();
        /exit
        """;
    Outcome outcome =
        runWith(
            input,
            BIN + "jshell",
            "--class-path",
            JAR.toString(),
            "-R--enable-native-access=ALL-UNNAMED",
            "-");
    assertThat(outcome.output()).as("%s", outcome).contains("UDP at least one: true");
  }

  @Test
  void countsItsOwnTrafficWhereThereIsNone() throws Exception {
    NetworkNamespace.run(
        () -> {
          Outcome outcome = jar("run", "lo", "2");
          assertThat(outcome.status()).as("%s", outcome).isZero();
          assertThat(outcome.errors()).isEmpty();
          assertThat(outcome.output())
              .hasSize(2)
              .allMatch(line -> line.matches("TCP [1-9]\\d* UDP [1-9]\\d* ICMP [1-9]\\d* packets"));
        });
  }

  private static void failsInOneLine(Outcome outcome, int status, String... parts) {
    assertThat(outcome.status()).as("%s", outcome).isEqualTo(status);
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.errors()).hasSize(1);
    assertThat(outcome.errors().get(0)).startsWith("bpf4j: ").contains(parts);
  }

  @Test
  void wrongArguments() throws Exception {
    failsInOneLine(jar("run", "lo", "soon"), 2, "'soon'", "[interface [seconds]]");
    failsInOneLine(jar("run", "lo", "1", "2"), 2, "too many arguments");
    failsInOneLine(jar("dance"), 2, "'dance'", "help");
    failsInOneLine(jar("doctor", "--xml"), 2, "--json");
  }

  @Test
  void unknownInterface() throws Exception {
    failsInOneLine(jar("run", "no-such-device", "1"), 1, "no-such-device", "ip link");
  }

  @Test
  void interfaceThatGoesAway() throws Exception {
    NetworkNamespace.run(
        () -> {
          NetworkNamespace.command("ip", "link", "add", "left", "type", "veth", "peer", "right");
          NetworkNamespace.command("ip", "link", "set", "left", "up");
          Path errors = folder.resolve("errors");
          Process process =
              new ProcessBuilder(BIN + "java", "-jar", JAR.toString(), "run", "left", "60")
                  .redirectError(errors.toFile())
                  .start();
          try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("TCP 0 UDP 0 ICMP 0 packets");
            NetworkNamespace.command("ip", "link", "delete", "left");
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
          }
          assertThat(process.exitValue()).isEqualTo(1);
          assertThat(Files.readAllLines(errors))
              .singleElement()
              .asString()
              .contains("bpf4j: there is no network interface 'left'");
        });
  }

  @Test
  void ordinaryUser() throws Exception {
    Requirements.root();
    String setpriv = Requirements.tool("setpriv");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path readable = Files.copy(JAR, folder.resolve("bpf4j-all.jar"));
    Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));
    Outcome outcome =
        run(
            setpriv,
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--bounding-set=-all",
            BIN + "java",
            "-jar",
            readable.toString(),
            "run",
            "lo",
            "1");
    failsInOneLine(outcome, 1, "EPERM", "CAP_BPF", "run as root");
  }

  @Test
  void doctor() throws Exception {
    Outcome text = jar("doctor");
    assertThat(text.status()).as("%s", text).isZero();
    assertThat(text.errors()).isEmpty();
    assertThat(text.output()).contains("java", "privileges", "kernel", "programs");

    Outcome json = jar("doctor", "--json");
    assertThat(json.status()).isZero();
    assertThat(json.errors()).isEmpty();
    assertThat(String.join("", json.output()))
        .startsWith("{")
        .endsWith("}")
        .contains("\"name\": \"socket-filter\", \"status\": \"");
  }

  @Test
  void help() throws Exception {
    Outcome outcome = jar();
    assertThat(outcome.status()).isZero();
    assertThat(String.join("\n", outcome.output())).contains("doctor [--json]", "run [interface");
    assertThat(jar("version").output()).hasSize(1).allMatch(line -> line.matches("bpf4j \\d.*"));
  }

  @Test
  void exampleSaysHowItIsUsed() throws Exception {
    Outcome outcome =
        run(BIN + "java", "-cp", JAR.toString(), "examples/SockParseDns.java", "lo", "soon");
    assertThat(outcome.status()).as("%s", outcome).isEqualTo(2);
    assertThat(outcome.errors())
        .anyMatch(line -> line.equals("usage: SockParseDns [interface [seconds]]"));
  }
}
