import bpf4j.compiler.AttachedProgram;
import bpf4j.compiler.Kernel;
import bpf4j.compiler.Uretprobe;
import bpf4j.compiler.kernel.UserMemory;
import bpf4j.maps.layout.Size;
import bpf4j.perf.EventReader;
import bpf4j.perf.PerfEventArray;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Prints every line that is typed into any bash, until Ctrl-C. Needs root.
 *
 * <pre>
 * java -cp compiler/target/bpf4j-all.jar compiler/examples/BashReadline.java
 * TIME     PID     COMMAND
 * 17:03:21 4711    ls -l
 * </pre>
 */
final class BashReadline {
  private static final String USAGE =
      """
      usage: BashReadline [file]
      Prints every line that readline returns in /bin/bash, or in another program or library.
      """;

  private BashReadline() {}

  /**
   * A line.
   *
   * @param pid the shell
   * @param text what was typed, cut to 127 bytes
   */
  record Line(int pid, @Size(128) String text) {}

  /** What runs in the kernel, whenever readline returns; at the end of input it returns null. */
  static Uretprobe.Program program(PerfEventArray<Line> lines) {
    return regs -> {
      if (regs.returnValue() != 0) {
        lines.output(new Line(Kernel.pid(), UserMemory.string(regs.returnValue(), 128)));
      }
    };
  }

  public static void main(String[] args) {
    if (args.length > 1 || args.length > 0 && args[0].startsWith("-")) {
      System.err.print(USAGE);
      System.exit(2);
    }
    String file = args.length > 0 ? args[0] : "/bin/bash";
    try (PerfEventArray<Line> lines = PerfEventArray.of(Line.class);
        EventReader<Line> reader = lines.reader();
        AttachedProgram probe = Uretprobe.attach(file, "readline", program(lines))) {
      System.err.println(probe);
      System.out.printf("%-8s %-7s %s%n", "TIME", "PID", "COMMAND");
      reader.forEach(
          line ->
              System.out.printf(
                  "%-8s %-7d %s%n",
                  LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                  line.pid(),
                  line.text()));
    }
  }
}
