package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.FailureMap;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.compiler.internal.load.PacketTestRun;
import bpf4j.compiler.internal.load.ProgramKind;
import bpf4j.compiler.internal.load.ProgramListing;
import bpf4j.compiler.internal.load.ProgramLoader;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.bpf.ProgramFlags;
import bpf4j.syscall.io.Fd;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Runs a program in the kernel and on the JVM on the same packets, and compares verdict, packet,
 * and where it fails.
 */
final class TypeAgreement {
  private static final int HARSH = ProgramFlags.TEST_RND_HI32 | ProgramFlags.TEST_STATE_FREQ;
  private static final KernelVersion V4 = KernelVersion.of(6, 6);

  /** What the JVM made of a packet. */
  record Twin(SimulationResult result, byte[] packet) {}

  private final ProgramKind kind;
  private final LinkLayer link;
  private final Serializable program;
  private final Function<byte[], Twin> twin;

  TypeAgreement(
      ProgramKind kind, LinkLayer link, Serializable program, Function<byte[], Twin> twin) {
    this.kind = kind;
    this.link = link;
    this.program = program;
    this.twin = twin;
  }

  void check(List<byte[]> packets) {
    for (IsaLevel level : IsaLevel.values()) {
      if (level.compareTo(IsaLevel.V4) < 0 || KernelVersion.running().compareTo(V4) >= 0) {
        check(level, packets);
      }
    }
  }

  private void check(IsaLevel level, List<byte[]> packets) {
    CompileOptions options = CompileOptions.of(kind, link).withLevel(level);
    Compilation compilation = Compilation.of(program, options);
    String listing = level + "\n" + ProgramListing.disassemble(compilation.code());
    for (int flags : new int[] {0, HARSH}) {
      try (FailureMap failures = FailureMap.of(compilation.code());
          Fd fd = ProgramLoader.load(compilation, failures, flags)) {
        packets.forEach(packet -> compare(listing, failures, fd, packet));
      } catch (VerifierException e) {
        throw new AssertionError(listing + e.log(), e);
      }
    }
  }

  private void compare(String listing, FailureMap failures, Fd fd, byte[] packet) {
    List<Failure> before = failures.read();
    TestRunResult result = PacketTestRun.run(kind, fd, packet, 1);
    Twin expected = twin.apply(packet);
    SimulationResult run = expected.result();
    String description = listing + run;
    assertThat(result.verdict()).as(description).isEqualTo((int) run.verdict());
    if (kind.writablePackets()) {
      assertThat(result.packet()).as(description).isEqualTo(expected.packet());
    }
    assertThat(newLines(before, failures.read()))
        .as(description)
        .isEqualTo(run.failure().map(failure -> List.of(failure.line())).orElse(List.of()));
  }

  private static List<Integer> newLines(List<Failure> before, List<Failure> after) {
    return after.stream().filter(failure -> !before.contains(failure)).map(Failure::line).toList();
  }

  /** Frames of many lengths, most of them with something of IPv4 in them. */
  static List<byte[]> frames() {
    Random random = new Random(7);
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      byte[] frame = new byte[i < 40 ? 14 + random.nextInt(60) : 60 + random.nextInt(100)];
      random.nextBytes(frame);
      if (i % 2 == 0) {
        frame[12] = 8;
        frame[13] = 0;
        put(frame, 14, 0x45);
        put(frame, 20, 0);
        put(frame, 21, 0);
        put(frame, 23, i % 4 == 0 ? 17 : 6);
      }
      if (i % 3 == 0) {
        put(frame, 14, 0);
        put(frame, 15, random.nextInt(60));
        put(frame, 16, 0);
        put(frame, 17, random.nextInt(60));
      }
      frames.add(frame);
    }
    return frames;
  }

  private static void put(byte[] frame, int at, int value) {
    if (at < frame.length) {
      frame[at] = (byte) value;
    }
  }

  /** What frames carry. */
  static List<byte[]> packets() {
    List<byte[]> packets = new ArrayList<>();
    for (byte[] frame : frames()) {
      // Some kernels take none shorter than its IP header.
      if (frame.length >= 54) {
        packets.add(java.util.Arrays.copyOfRange(frame, 14, frame.length));
      }
    }
    return packets;
  }
}
