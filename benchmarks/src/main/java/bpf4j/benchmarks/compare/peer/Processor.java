package bpf4j.benchmarks.compare.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The processor on which both sides of a comparison take their turns.
 *
 * @param number of the processor, from 0 on
 */
public record Processor(int number) {
  /** A mask of which the kernel takes the processors that there are. */
  private static final String ALL = "ffffffffffffffff";

  /**
   * Moves the calling thread there for good.
   *
   * @return false if that cannot be done
   */
  public boolean pinThisThread() {
    try {
      String thread = Path.of("/proc/thread-self").toRealPath().getFileName().toString();
      Process taskset =
          new ProcessBuilder("taskset", "-cp", Integer.toString(number), thread)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return taskset.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * A command that runs another on all processors, wherever this thread is.
   *
   * @param command the other
   * @return the longer command
   */
  public static List<String> all(List<String> command) {
    List<String> whole = new ArrayList<>(List.of("taskset", ALL));
    whole.addAll(command);
    return whole;
  }

  /**
   * A command that runs another there.
   *
   * @param command the other
   * @return the longer command
   */
  public List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>(List.of("taskset", "-c", Integer.toString(number)));
    whole.addAll(command);
    return whole;
  }
}
