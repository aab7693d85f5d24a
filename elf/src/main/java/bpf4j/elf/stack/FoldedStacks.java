package bpf4j.elf.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stacks with a number each: samples, bytes, microseconds.
 *
 * <p>Its text has a line for each different stack, the outermost function first: {@code
 * main;parse;read 42}. That is what {@code flamegraph.pl}, speedscope and others read. Semicolons
 * and line breaks in names become colons and spaces.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class FoldedStacks {
  private final Map<String, Long> stacks = new TreeMap<>();

  /** Makes an empty collection. */
  public FoldedStacks() {}

  /**
   * Adds a stack; the numbers of equal stacks are added up.
   *
   * @param frames the names of its functions, the outermost first; often the name of the process
   *     comes before them
   * @param value its number
   */
  public void add(List<String> frames, long value) {
    if (!frames.isEmpty()) {
      stacks.merge(
          String.join(";", frames.stream().map(FoldedStacks::clean).toList()), value, Long::sum);
    }
  }

  private static String clean(String name) {
    String text = name.isBlank() ? "[unknown]" : name;
    return text.replace(';', ':').replace('\n', ' ').replace('\r', ' ');
  }

  /**
   * Reads the text form.
   *
   * @param text lines of stacks; lines that do not end with a number are left out
   * @return the stacks
   */
  public static FoldedStacks parse(String text) {
    FoldedStacks folded = new FoldedStacks();
    for (String line : text.lines().toList()) {
      int space = line.lastIndexOf(' ');
      try {
        if (space > 0) {
          long value = Long.parseLong(line.substring(space + 1));
          folded.stacks.merge(line.substring(0, space), value, Long::sum);
        }
      } catch (NumberFormatException e) {
        // A comment or a heading.
      }
    }
    return folded;
  }

  /**
   * Returns the stacks.
   *
   * @return a read-only view: the frames of each with semicolons between them, and its number
   */
  public Map<String, Long> asMap() {
    return Collections.unmodifiableMap(stacks);
  }

  /**
   * Returns the sum of all numbers.
   *
   * @return the sum
   */
  public long total() {
    return stacks.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Writes the text form to a file.
   *
   * @param file the file, which is replaced
   * @throws UncheckedIOException when it cannot be written
   */
  public void write(Path file) {
    try {
      Files.writeString(file, toString(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the stacks", e);
    }
  }

  /** {@return the text form, a line for each different stack} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    stacks.forEach((stack, value) -> text.append(stack).append(' ').append(value).append('\n'));
    return text.toString();
  }
}
