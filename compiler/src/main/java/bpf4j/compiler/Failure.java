package bpf4j.compiler;

/**
 * Runs of a program that ended where Java would have thrown.
 *
 * @param file the source file; null when unknown
 * @param line the line, from 1; 0 when unknown
 * @param reason what failed there
 * @param count how many runs ended so
 */
public record Failure(String file, int line, String reason, long count) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + reason + ": " + count;
  }
}
