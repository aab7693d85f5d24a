package bpf4j.compiler.internal.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Answers from the running system, by the files of {@code /proc/thread-self} (proc(5)), which exist
 * since Linux 3.17. Process and thread ids are those of this process's PID namespace.
 */
final class SystemTwin implements KernelTwin {
  private static final Path SELF = Path.of("/proc/thread-self");
  private static final int COMM_LENGTH = 16;

  /** Field 39 of proc(5)'s stat; fields are counted from 1, and the first two end with ')'. */
  private static final int PROCESSOR_AFTER_COMM = 39 - 3;

  @Override
  public long time() {
    return System.nanoTime();
  }

  @Override
  public int cpu() {
    String stat = read("stat");
    String[] afterComm = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Integer.parseInt(afterComm[PROCESSOR_AFTER_COMM].strip());
  }

  @Override
  public long pidTgid() {
    try {
      // The link reads PID/task/TID.
      Path self = Files.readSymbolicLink(SELF);
      long pid = Long.parseLong(self.getName(0).toString());
      long tid = Long.parseLong(self.getFileName().toString());
      return pid << Integer.SIZE | tid;
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  @Override
  public long uidGid() {
    String status = read("status");
    return realId(status, "Gid:") << Integer.SIZE | realId(status, "Uid:");
  }

  @Override
  public int random() {
    return ThreadLocalRandom.current().nextInt();
  }

  @Override
  public byte[] comm() {
    // The file adds a line end to the name, which may itself end in blanks.
    byte[] name = read("comm").replaceFirst("\n$", "").getBytes(StandardCharsets.ISO_8859_1);
    byte[] comm = Arrays.copyOf(name, COMM_LENGTH);
    comm[COMM_LENGTH - 1] = 0;
    return comm;
  }

  @Override
  public void print(String line) {
    System.out.println(line);
  }

  /** The first of a status line's real, effective, saved and file-system ids. */
  private static long realId(String status, String label) {
    String line = status.lines().filter(l -> l.startsWith(label)).findFirst().orElseThrow();
    return Long.parseLong(line.substring(label.length()).strip().split("\\s+", -1)[0]);
  }

  private static String read(String file) {
    try {
      return Files.readString(SELF.resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private static UncheckedIOException unavailable(IOException cause) {
    return new UncheckedIOException(
        "kernel helpers answer on the JVM from /proc/thread-self; mount /proc, or run on Linux",
        cause);
  }
}
