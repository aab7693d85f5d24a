package bpf4j.elf.internal.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the names that somebody who misspelt one may have meant. */
public final class NearestNames {
  private static final int MOST = 5;
  private static final int MAX_LENGTH = 200;

  private NearestNames() {}

  private record Candidate(String name, int distance) {}

  /**
   * Finds names.
   *
   * @param wanted the misspelt name
   * @param names all names
   * @return at most five, the nearest first
   */
  public static List<String> of(String wanted, Stream<String> names) {
    int limit = Math.min(1 + wanted.length() / 4, 4);
    List<Candidate> found = new ArrayList<>();
    if (wanted.length() <= MAX_LENGTH) {
      names
          .filter(name -> Math.abs(name.length() - wanted.length()) <= limit)
          .distinct()
          .forEach(
              name -> {
                int distance = distance(wanted, name, limit);
                if (distance <= limit) {
                  found.add(new Candidate(name, distance));
                }
              });
    }
    return found.stream()
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(MOST)
        .map(Candidate::name)
        .toList();
  }

  /** The number of characters to insert, delete or replace; more than the limit when it is far. */
  private static int distance(String a, String b, int limit) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
        least = Math.min(least, current[j]);
      }
      if (least > limit) {
        return least;
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
