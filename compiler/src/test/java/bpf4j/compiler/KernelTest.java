package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import bpf4j.compiler.declare.FailStopException;
import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.internal.simulate.KernelTwin;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelTest {

  @Test
  void helpersHaveTheNumbersOfTheKernelsHeader() throws IOException {
    Path header = Path.of("/usr/include/linux/bpf.h");
    assumeThat(header).exists();
    Map<String, Integer> numbers = new HashMap<>();
    Matcher names = Pattern.compile("\\bFN\\((\\w+)[),]").matcher(Files.readString(header));
    while (names.find()) {
      if (!names.group(1).equals("x")) {
        numbers.put(names.group(1), numbers.size());
      }
    }
    assertThat(numbers).hasSizeGreaterThan(200).containsEntry("map_lookup_elem", 1);
    int checked = 0;
    for (Method method : Kernel.class.getDeclaredMethods()) {
      Helper helper = method.getAnnotation(Helper.class);
      if (helper != null) {
        assertThat(numbers).containsEntry(helper.name(), helper.id());
        checked++;
      }
    }
    assertThat(checked).isEqualTo(11);
  }

  @Test
  void argumentsTakeTheMethodsParameters() {
    Set<Helper.Argument> implied =
        Set.of(
            Helper.Argument.CONTEXT,
            Helper.Argument.SIZE,
            Helper.Argument.ZERO,
            Helper.Argument.RESULT_MEMORY);
    for (Method method : Kernel.class.getDeclaredMethods()) {
      Helper helper = method.getAnnotation(Helper.class);
      if (helper != null) {
        assertThat(helper.arguments().length).isLessThanOrEqualTo(5);
        long taken = Arrays.stream(helper.arguments()).filter(a -> !implied.contains(a)).count();
        assertThat(taken).as(method.toString()).isEqualTo(method.getParameterCount());
      }
    }
  }

  @Test
  void timeIsTheMonotonicClock() {
    long before = System.nanoTime();
    long time = Kernel.time();
    assertThat(time).isBetween(before, System.nanoTime());
  }

  @Test
  void cpuIsOneOfThisMachines() throws IOException {
    String possible = Files.readString(Path.of("/sys/devices/system/cpu/possible")).strip();
    int last = Integer.parseInt(possible.replaceAll(".*[-,]", ""));
    assertThat(Kernel.cpu()).isBetween(0, last);
  }

  @Test
  void pidIsTheProcessAndTidTheThread() throws Exception {
    assertThat(Kernel.pid()).isEqualTo((int) ProcessHandle.current().pid());
    assertThat(Files.isDirectory(Path.of("/proc/self/task/" + Kernel.tid()))).isTrue();
    int[] other = new int[1];
    Thread thread = new Thread(() -> other[0] = Kernel.tid());
    thread.start();
    thread.join();
    assertThat(other[0]).isPositive().isNotEqualTo(Kernel.tid());
    assertThat(Kernel.pidTgid()).isEqualTo(((long) Kernel.pid() << 32) | Kernel.tid());
  }

  @Test
  void userAndGroupAreThoseOfTheProcess() throws IOException {
    assertThat(Kernel.uid()).isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    assertThat(Kernel.gid()).isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:gid"));
  }

  @Test
  void randomChanges() {
    assertThat(IntStream.generate(Kernel::random).limit(16).distinct().count()).isGreaterThan(14);
  }

  @Test
  void commIsTheThreadsName() throws Exception {
    Comm[] comm = new Comm[1];
    Thread thread =
        new Thread(
            () -> {
              writeComm("a name that is too long");
              comm[0] = Kernel.comm();
            });
    thread.start();
    thread.join();
    assertThat(comm[0]).hasToString("a name that is ");
    assertThat(comm[0]).isEqualTo(Comm.of("a name that is too long"));
  }

  private static void writeComm(String name) {
    try {
      Files.writeString(Path.of("/proc/thread-self/comm"), name, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void commReadsUpToTheFirstZero() {
    assertThat(Comm.of("")).isEqualTo(new Comm(0, 0)).hasToString("");
    assertThat(Comm.of("bash")).hasToString("bash").isNotEqualTo(Comm.of("bash2"));
    assertThat(Comm.of("123456789012345")).hasToString("123456789012345");
    byte[] rest = "ab\0cd".getBytes(StandardCharsets.US_ASCII);
    assertThat(Comm.of(Arrays.copyOf(rest, Comm.LENGTH))).hasToString("ab");
  }

  @Test
  void aSimulationMayAnswerInTheSystemsPlace() {
    List<String> lines = new ArrayList<>();
    KernelTwin twin =
        new KernelTwin() {
          @Override
          public long time() {
            return 123;
          }

          @Override
          public int cpu() {
            return 3;
          }

          @Override
          public long pidTgid() {
            return 0xFFFF_FFF0_0000_0005L;
          }

          @Override
          public long uidGid() {
            return 0x0000_0007_0000_0008L;
          }

          @Override
          public int random() {
            return -4;
          }

          @Override
          public byte[] comm() {
            return Arrays.copyOf("swapper/0".getBytes(StandardCharsets.US_ASCII), 16);
          }

          @Override
          public void print(String line) {
            lines.add(line);
          }
        };
    String answers =
        KernelTwin.with(
            twin,
            () -> {
              Kernel.printk("plain");
              Kernel.printk("%d", -1);
              Kernel.printk("%d %x", 1, 255);
              Kernel.printk("%ld %lu %d", Long.MIN_VALUE, -1, 3);
              return Kernel.time()
                  + " "
                  + Kernel.cpu()
                  + " "
                  + Kernel.pid()
                  + " "
                  + Kernel.tid()
                  + " "
                  + Kernel.uid()
                  + " "
                  + Kernel.gid()
                  + " "
                  + Kernel.random()
                  + " "
                  + Kernel.comm();
            });
    assertThat(answers).isEqualTo("123 3 -16 5 8 7 -4 swapper/0");
    assertThat(lines)
        .containsExactly("plain", "-1", "1 ff", "-9223372036854775808 18446744073709551615 3");
    assertThat(Kernel.time()).isNotEqualTo(123);
  }

  @Test
  void requires() {
    Kernel.require(true);
    assertThatThrownBy(() -> Kernel.require(false)).isInstanceOf(FailStopException.class);
    assertThatThrownBy(() -> Kernel.printk("%s", 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
