package bpf4j.compiler.language;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.ProgramArray;
import bpf4j.compiler.SimulatedKernel;
import bpf4j.compiler.SimulationResult;
import bpf4j.compiler.SocketFilter;
import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.internal.simulate.SimulatedRun;
import bpf4j.compiler.kernel.Clock;
import bpf4j.compiler.kernel.KernelMemory;
import bpf4j.compiler.kernel.PacketInfo;
import bpf4j.compiler.kernel.Redirect;
import bpf4j.compiler.kernel.Task;
import bpf4j.compiler.kernel.Text;
import bpf4j.compiler.kernel.UserMemory;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfGlobal;
import bpf4j.maps.BpfGlobalArray;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.layout.Size;
import bpf4j.syscall.io.NativeMemory;
import bpf4j.testkit.Requirements;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Helpers as programs call them: with memory, sizes and results, in the kernel and on the JVM. */
class HelperCallTest {
  private static final byte[] FRAME = frame();
  private static final long KEEP = SocketFilter.KEEP & 0xffff_ffffL;
  private static final long NOWHERE = 0x10;

  /** An Ethernet frame with an IPv4 packet with a UDP datagram. */
  private static byte[] frame() {
    byte[] frame = new byte[64];
    frame[12] = 8;
    frame[14] = 0x45;
    frame[23] = 17;
    return frame;
  }

  @Test
  void userMemoryIsReadByAddress() {
    Requirements.root();
    byte[] content = "hello, kernel\0rest of it".getBytes(UTF_8);
    try (NativeMemory memory = NativeMemory.allocate(64)) {
      memory.buffer().put(0, content);
      long address = memory.address();
      Filter program =
          skb -> {
            byte[] line = new byte[16];
            long length = UserMemory.readString(line, address);
            byte[] whole = new byte[8];
            long status = UserMemory.read(whole, address + 6);
            int first = UserMemory.readInt(address);
            byte last = UserMemory.readByte(address + 4);
            long eight = UserMemory.readLong(address);
            short two = UserMemory.readShort(address + 1);
            int sum = (int) length * 31 + (int) status;
            for (int i = 0; i < 16; i++) {
              sum = sum * 31 + line[i];
            }
            for (int i = 0; i < 8; i++) {
              sum = sum * 31 + whole[i];
            }
            return sum * 31 + first + last * 3 + (int) (eight >>> 32) * 5 + two * 7;
          };
      agree(program, new SimulatedKernel().memory(address, content));
    }
  }

  record Line(int pid, @Size(24) String text, @Size(40) String whole) {}

  @Test
  void stringsBecomeKeysAndValues() {
    Requirements.root();
    byte[] content = "a line of text that is long\0beyond".getBytes(UTF_8);
    try (NativeMemory memory = NativeMemory.allocate(64);
        BpfGlobal<Line> lines = BpfMaps.global(Line.class)) {
      memory.buffer().put(0, content);
      long address = memory.address();
      Filter program =
          skb -> {
            String text = UserMemory.string(address + skb.u8(14), 24);
            String whole = UserMemory.string(address, 40);
            int known = text.equals("line of text that is lo") ? 1 : 0;
            int starts = whole.startsWith("a line") ? 2 : 0;
            return known + starts + text.length() * 4 + text.charAt(0) * 256;
          };
      SimulatedKernel kernel = new SimulatedKernel().memory(address, content);
      for (int offset : new int[] {0, 2, 26, 27}) {
        byte[] frame = FRAME.clone();
        frame[14] = (byte) offset;
        frame[28] = (byte) offset;
        agree(program, kernel, frame);
      }
      try (KernelProgram writer =
          SocketFilter.compileFilter(
                  skb -> {
                    lines.set(
                        new Line(
                            Kernel.pid(),
                            UserMemory.string(address, 24),
                            UserMemory.string(address + 2, 40)));
                    return 1;
                  })
              .load()) {
        assertThat(writer.testRun(FRAME).verdict()).isEqualTo(1);
        assertThat(lines.get())
            .isEqualTo(
                new Line(
                    (int) ProcessHandle.current().pid(),
                    "a line of text that is ",
                    "line of text that is long"));
      }
    }
    agree(skb -> UserMemory.string(NOWHERE, 8).length(), new SimulatedKernel());
    assertThatThrownBy(
            () -> SocketFilter.compileFilter(skb -> UserMemory.string(1, skb.len()).length()))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("the string's size, must be a constant from 1 to 384");
  }

  @Test
  void partsAreBoundedByTheArray() {
    Requirements.root();
    byte[] content = new byte[64];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i + 1);
    }
    try (NativeMemory memory = NativeMemory.allocate(64)) {
      memory.buffer().put(0, content);
      long address = memory.address();
      Filter program =
          skb -> {
            byte[] some = new byte[8];
            UserMemory.readPart(some, skb.u8(14) - 2, address);
            return some[0] + some[6] * 3 + some[7] * 100;
          };
      SimulatedKernel kernel = new SimulatedKernel().memory(address, content);
      for (int length : new int[] {0, 1, 2, 3, 9, 10, 11, 255}) {
        byte[] frame = FRAME.clone();
        frame[14 + 14] = (byte) length;
        frame[14] = (byte) length;
        agree(program, kernel, frame);
      }
    }
  }

  @Test
  void whatCannotBeReadFailsOrSaysSo() {
    Requirements.root();
    agree(skb -> UserMemory.readInt(NOWHERE), new SimulatedKernel());
    agree(
        skb -> {
          byte[] some = new byte[4];
          some[1] = 7;
          return (int) UserMemory.read(some, NOWHERE) * 100 + some[1];
        },
        new SimulatedKernel());
    agree(skb -> (int) KernelMemory.readLong(NOWHERE), new SimulatedKernel());
  }

  @Test
  void resultsMayBeRecordsAndNumbers() {
    Requirements.root();
    try (BpfArray<Long> results = BpfMaps.array(Long.class, 8);
        KernelProgram program =
            SocketFilter.compileFilter(
                    skb -> {
                      results.put(0, Clock.bootTime());
                      results.put(1, Clock.jiffies());
                      results.put(2, (long) Task.numaNode());
                      results.put(3, Task.cgroupId());
                      results.put(4, Task.address());
                      results.put(5, (long) KernelMemory.readInt(Task.address()));
                      results.put(6, PacketInfo.socketCookie());
                      return Kernel.pid();
                    })
                .load()) {
      long before = System.nanoTime();
      assertThat(program.testRun(FRAME).verdict()).isEqualTo((int) ProcessHandle.current().pid());
      assertThat(program.failures()).isEmpty();
      assertThat(results.get(0)).isGreaterThanOrEqualTo(before);
      assertThat(results.get(1)).isPositive();
      assertThat(results.get(2)).isBetween(0L, 1024L);
      assertThat(results.get(3)).isPositive();
      assertThat(results.get(4)).isNegative();
    }
  }

  @Test
  void whoMayNotCallIsToldWhoMay() {
    assertThatThrownBy(() -> SocketFilter.compileFilter(skb -> Redirect.to(1, 0)))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("bpf_redirect is not for programs of type socket_filter")
        .hasMessageContaining("it may be called by sched_cls, sched_act, xdp, lwt_xmit")
        .hasMessageContaining("HelperCallTest.java");
  }

  @Test
  void argumentsAreChecked() {
    assertThatThrownBy(() -> SocketFilter.compileFilter(skb -> read(skb.len())))
        .isInstanceOf(CompileException.class);
    assertThatThrownBy(
            () ->
                SocketFilter.compileFilter(
                    skb -> {
                      byte[] some = new byte[4];
                      return (int) UserMemory.readPart(some, 5, 1L);
                    }))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("argument 2 of readPart is not from 0 to 4");
    assertThatThrownBy(
            () -> SocketFilter.compileFilter(skb -> (int) UserMemory.read(new byte[0], 1L)))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("without elements");
    byte[] captured = new byte[4];
    assertThatThrownBy(() -> SocketFilter.compileFilter(skb -> (int) UserMemory.read(captured, 1L)))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("must lie in memory: an array made by the program");
  }

  private static int read(int length) {
    byte[] some = new byte[length];
    return (int) UserMemory.read(some, 1L);
  }

  @Test
  void textsAreComparedAndMade() {
    Requirements.root();
    Filter program =
        skb -> {
          byte[] text = new byte[8];
          text[0] = 'a';
          text[1] = (byte) skb.u8(14);
          long same = Text.compare(text, "ab");
          long longer = Text.compare(text, "abc");
          long first = Text.compare(text, "");
          byte[] two = new byte[2];
          two[0] = 'a';
          two[1] = 'b';
          long cut = Text.compare(two, "abcd");
          return sign(same) + sign(longer) * 3 + sign(first) * 9 + sign(cut) * 27;
        };
    for (char c : new char[] {'a', 'b', 'c', 0, 0xff}) {
      byte[] frame = FRAME.clone();
      frame[14] = (byte) c;
      frame[28] = (byte) c;
      agree(program, new SimulatedKernel(), frame);
    }
  }

  private static int sign(long number) {
    return number < 0 ? -1 : number > 0 ? 1 : 0;
  }

  @Test
  void numbersBecomeTexts() {
    Requirements.root();
    try (BpfGlobalArray<Byte> out = BpfMaps.globalArray(Byte.class, 32);
        KernelProgram program =
            SocketFilter.compileFilter(
                    skb -> {
                      byte[] text = new byte[32];
                      long[] numbers = new long[2];
                      numbers[0] = 42;
                      numbers[1] = -1;
                      long length = Text.format(text, "%d is %lx", numbers);
                      for (int i = 0; i < 32; i++) {
                        out.put(i, text[i]);
                      }
                      return (int) length;
                    })
                .load()) {
      String expected = "42 is ffffffffffffffff";
      assertThat(program.testRun(FRAME).verdict()).isEqualTo(expected.length() + 1);
      StringBuilder made = new StringBuilder();
      out.forEach((index, letter) -> made.append(letter == 0 ? "" : (char) (byte) letter));
      assertThat(made).hasToString(expected);
    }
  }

  @Test
  void programsGoOnWithOthers() {
    Requirements.root();
    try (ProgramArray programs = ProgramArray.create(4);
        KernelProgram second = SocketFilter.compileFilter(skb -> skb.u8(14) + 1000).load();
        KernelProgram first =
            SocketFilter.compileFilter(
                    skb -> {
                      Kernel.tailCall(programs, skb.u8(14));
                      return 7;
                    })
                .load()) {
      byte[] frame = FRAME.clone();
      frame[14] = 3;
      frame[28] = 3;
      assertThat(first.testRun(frame).verdict()).isEqualTo(7);
      programs.put(3, second);
      assertThat(first.testRun(frame).verdict()).isEqualTo(1003);
      frame[14] = 100;
      frame[28] = 100;
      assertThat(first.testRun(frame).verdict()).isEqualTo(7);
      assertThat(programs.remove(3)).isTrue();
      assertThat(programs.remove(3)).isFalse();
      frame[14] = 3;
      frame[28] = 3;
      assertThat(first.testRun(frame).verdict()).isEqualTo(7);
      assertThatThrownBy(() -> programs.put(4, second))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThatThrownBy(() -> ProgramArray.create(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void simulatedKernelsAnswerAsTold() {
    SimulatedKernel kernel =
        new SimulatedKernel()
            .answer("ktime_get_ns", arguments -> 1_000L)
            .answer("bpf_get_current_comm", arguments -> "bash")
            .answer("get_prandom_u32", arguments -> 4)
            .answer("get_smp_processor_id", arguments -> 3)
            .answer("get_current_pid_tgid", arguments -> 5L << 32 | 6)
            .answer("get_current_uid_gid", arguments -> 7L << 32 | 8)
            .answer("get_current_ancestor_cgroup_id", arguments -> (Integer) arguments[0] * 10L);
    SimulationResult result =
        kernel.run(
            () ->
                SocketFilter.simulateFilter(
                    skb ->
                        (int) Kernel.time()
                            + (Kernel.comm().toString().equals("bash") ? 1 : 0)
                            + Kernel.random() * 10
                            + Kernel.cpu() * 100
                            + Kernel.pid()
                            + Kernel.tid() * 10_000
                            + Kernel.uid() * 100_000
                            + Kernel.gid() * 1_000_000
                            + (int) Task.ancestorCgroupId(2) * 10_000_000,
                    packet()));
    assertThat(result.failure()).isEmpty();
    assertThat(result.verdict())
        .isEqualTo(1_000 + 1 + 40 + 300 + 5 + 60_000 + 800_000 + 7_000_000 + 200_000_000);
  }

  @Test
  void whatHasNoMeaningOnTheJvmSaysSo() {
    assertThatThrownBy(() -> SocketFilter.simulateFilter(skb -> (int) Clock.jiffies(), packet()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("new SimulatedKernel().answer(\"jiffies64\"");
    assertThat(Clock.bootTime()).isPositive();
    assertThat(Clock.coarseTime()).isLessThanOrEqualTo(System.nanoTime());
  }

  private static byte[] packet() {
    return Arrays.copyOfRange(FRAME, 14, FRAME.length);
  }

  private static void agree(Filter program, SimulatedKernel kernel) {
    agree(program, kernel, FRAME);
  }

  private static void agree(Filter program, SimulatedKernel kernel, byte[] frame) {
    try (KernelProgram compiled = SocketFilter.compileFilter(program).load()) {
      SimulatedRun expected =
          kernel.run(
              () -> SimulatedRun.of(() -> program.filter(SkBuff.of(frame)) & 0xffff_ffffL, KEEP));
      int verdict = compiled.testRun(frame).verdict();
      assertThat(verdict).as("%s", expected).isEqualTo((int) expected.verdict());
      assertThat(compiled.failureCount())
          .as("%s", compiled.failures())
          .isEqualTo(expected.failure().isPresent() ? 1 : 0);
      if (expected.failure().isPresent()) {
        assertThat(compiled.failures().get(0).line())
            .isEqualTo(expected.failure().get().line().orElseThrow().getLineNumber());
      }
    }
  }
}
