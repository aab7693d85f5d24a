package bpf4j.elf;

import java.util.Comparator;
import java.util.List;

/** Finds what somebody may have meant who gave a name that is not there. */
public final class NearNames {
  private static final int COUNT = 3;

  private NearNames() {}

  /**
   * The names that fewest changes of a letter lead to.
   *
   * @param name what was given
   * @param names those that there are
   * @return up to three of them, the nearest first
   */
  public static List<String> of(String name, List<String> names) {
    return names.stream()
        .distinct()
        .sorted(
            Comparator.<String>comparingInt(other -> distance(name, other))
                .thenComparing(Comparator.naturalOrder()))
        .limit(COUNT)
        .toList();
  }

  /** Levenshtein's distance: letters added, removed or replaced. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
