package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * One of several references of different kinds, chosen at run time: what to do with it is decided
 * by comparing the selector ({@link Choices}).
 *
 * @param selector the tag of the option that this is
 * @param options in the order of their tags; those that it is not have meaningless components
 */
record Choice(Value selector, List<Option> options) implements JavaValue {
  /**
   * One thing that it may be.
   *
   * @param tag tells this option from all others of the program ({@link OptionTags})
   */
  record Option(int tag, JavaValue value) {}

  @Override
  public List<Value> components() {
    List<Value> all = new ArrayList<>();
    all.add(selector);
    for (Option option : options) {
      all.addAll(option.value.components());
    }
    return all;
  }

  @Override
  public JavaValue with(List<Value> components) {
    List<Option> made = new ArrayList<>(options.size());
    int at = 1;
    for (Option option : options) {
      int count = option.value.components().size();
      made.add(new Option(option.tag, option.value.with(components.subList(at, at + count))));
      at += count;
    }
    return new Choice(components.get(0), made);
  }

  @Override
  public boolean sameShape(JavaValue other) {
    if (!(other instanceof Choice choice) || choice.options.size() != options.size()) {
      return false;
    }
    for (int i = 0; i < options.size(); i++) {
      Option mine = options.get(i);
      Option its = choice.options.get(i);
      if (mine.tag != its.tag || !mine.value.sameShape(its.value)) {
        return false;
      }
    }
    return true;
  }

  /** What it is when it has a tag; null if it never has. */
  JavaValue option(int tag) {
    for (Option option : options) {
      if (option.tag == tag) {
        return option.value;
      }
    }
    return null;
  }

  @Override
  public String describe() {
    return options.get(0).value.describe() + " or " + options.get(1).value.describe();
  }
}
