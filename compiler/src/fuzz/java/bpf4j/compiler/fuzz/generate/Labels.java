package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the case labels of switches. */
final class Labels {
  private Labels() {}

  /**
   * Labels without duplicates.
   *
   * @param arms how many lists of them
   * @param type what the selector is; labels fit it
   * @param dense whether they lie close together
   */
  static List<List<String>> of(Dice dice, int arms, Type type, boolean dense) {
    int first = dense ? dice.between(type == Type.CHAR ? 0 : -2, 3) : 0;
    Set<Long> used = new LinkedHashSet<>();
    List<List<String>> out = new ArrayList<>();
    for (int i = 0; i < arms; i++) {
      List<String> labels = new ArrayList<>();
      for (int j = dice.oneIn(4) ? 2 : 1; j > 0; j--) {
        long label = dense ? first + used.size() + dice.below(2) : dice.number(type);
        if (used.add(label)) {
          labels.add(Long.toString(label));
        }
      }
      if (!labels.isEmpty()) {
        out.add(labels);
      }
    }
    return out;
  }

  /** Labels for some constants of an enum, or for some strings. */
  static List<List<String>> among(Dice dice, List<String> constants) {
    List<List<String>> out = new ArrayList<>();
    for (String constant : constants) {
      if (dice.percent(70)) {
        out.add(List.of(constant));
      }
    }
    return out;
  }
}
