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
   */
  static List<List<Long>> of(Dice dice, int arms, Type type) {
    boolean dense = dice.percent(60);
    int first = dense ? dice.between(type == Type.CHAR ? 0 : -2, 3) : 0;
    Set<Long> used = new LinkedHashSet<>();
    List<List<Long>> out = new ArrayList<>();
    for (int i = 0; i < arms; i++) {
      List<Long> labels = new ArrayList<>();
      for (int j = dice.oneIn(4) ? 2 : 1; j > 0; j--) {
        long label = dense ? first + used.size() + dice.below(2) : dice.number(type);
        if (used.add(label)) {
          labels.add(label);
        }
      }
      if (!labels.isEmpty()) {
        out.add(labels);
      }
    }
    return out;
  }
}
