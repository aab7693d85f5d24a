package bpf4j.elf;

import bpf4j.elf.internal.StringTable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path to a field, such as {@code cpus_mask.bits[0]}, taken apart. */
record BtfPath(String text, List<Step> steps) {
  private static final Pattern STEP =
      Pattern.compile("([^.\\[\\]]+)((?:\\[\\d{1,10}\\])*)(?:\\.|$)");
  private static final Pattern INDEX = Pattern.compile("\\d+");

  /** A member's name, and indices into it where it is an array. */
  record Step(StringTable.Name name, List<Long> indices) {}

  static BtfPath parse(String text) {
    // A plain name, the usual case, should not cost the first use of regular expressions.
    if (text.indexOf('.') < 0 && text.indexOf('[') < 0 && !text.isEmpty()) {
      return new BtfPath(text, List.of(new Step(new StringTable.Name(text), List.of())));
    }
    List<Step> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(text);
    int at = 0;
    while (at < text.length() && matcher.find() && matcher.start() == at) {
      List<Long> indices = new ArrayList<>();
      INDEX.matcher(matcher.group(2)).results().forEach(r -> indices.add(Long.valueOf(r.group())));
      steps.add(new Step(new StringTable.Name(matcher.group(1)), indices));
      at = matcher.end();
    }
    if (steps.isEmpty() || at != text.length() || text.endsWith(".")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a field path: write it like a.b or a.b[3].c");
    }
    return new BtfPath(text, steps);
  }
}
