package bpf4j.elf.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what a process has in its memory, from {@code /proc/PID/maps}.
 *
 * <p>To look at the processes of other users takes {@code CAP_SYS_PTRACE}.
 */
public final class ProcessMaps {
  private static final String DELETED = " (deleted)";
  // Device and inode are padded, so that paths start at a column; those may begin with spaces.
  private static final int FIELDS = 5;

  private ProcessMaps() {}

  /**
   * Reads the mappings of a process.
   *
   * @param pid the process
   * @return its mappings, by ascending addresses; none of a kernel thread
   * @throws UncheckedIOException when there is no such process, or it may not be looked at
   */
  public static List<ProcessMapping> of(long pid) {
    Path file = Path.of("/proc", Long.toString(pid), "maps");
    try {
      return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what process " + pid + " has loaded", e);
    }
  }

  /**
   * Parses the text of such a file.
   *
   * @param text the lines
   * @return the mappings; lines that are cut short or malformed are left out
   */
  public static List<ProcessMapping> parse(String text) {
    List<ProcessMapping> mappings = new ArrayList<>();
    text.lines().forEach(line -> parseLine(line).ifPresent(mappings::add));
    return List.copyOf(mappings);
  }

  private static Optional<ProcessMapping> parseLine(String line) {
    String[] fields = line.split(" +", FIELDS + 1);
    if (fields.length < FIELDS) {
      return Optional.empty();
    }
    String path = fields.length > FIELDS ? unescape(fields[FIELDS]) : "";
    boolean isDeleted = path.endsWith(DELETED);
    int dash = fields[0].indexOf('-');
    try {
      return Optional.of(
          new ProcessMapping(
              Long.parseUnsignedLong(fields[0].substring(0, Math.max(dash, 0)), 16),
              Long.parseUnsignedLong(fields[0].substring(dash + 1), 16),
              fields[1].indexOf('x') >= 0,
              Long.parseUnsignedLong(fields[2], 16),
              fields[3],
              Long.parseUnsignedLong(fields[4]),
              isDeleted ? path.substring(0, path.length() - DELETED.length()) : path,
              isDeleted));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The kernel writes a new line as {@code \012}, and nothing else differently. */
  private static String unescape(String path) {
    return path.replace("\\012", "\n");
  }
}
