package bpf4j.compiler.internal.frontend;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Joins the fields of objects that exist on every path, and of those that exist on some and can
 * still be reached; others are forgotten.
 */
final class HeapJoiner {
  private final Joiner joiner;

  HeapJoiner(Joiner joiner) {
    this.joiner = joiner;
  }

  /**
   * Joins heaps.
   *
   * @param roots what variables hold after the join
   */
  Heap join(List<Heap> heaps, List<JavaValue> roots) {
    Deque<Integer> open = new ArrayDeque<>();
    BitSet seen = new BitSet();
    roots.forEach(root -> mention(root, seen, open));
    for (int id = 0; id < heaps.get(0).size(); id++) {
      if (isOnAll(heaps, id) && !seen.get(id)) {
        seen.set(id);
        open.add(id);
      }
    }
    Heap joined = Heap.EMPTY;
    while (!open.isEmpty()) {
      int id = open.remove();
      JavaValue[] fields = joinObject(heaps, id);
      joined = joined.with(id, fields);
      for (JavaValue field : fields) {
        mention(field, seen, open);
      }
    }
    return joined;
  }

  private static boolean isOnAll(List<Heap> heaps, int id) {
    for (Heap heap : heaps) {
      if (heap.fields(id) == null) {
        return false;
      }
    }
    return true;
  }

  /** Notes the objects that a value leads to. */
  private static void mention(JavaValue value, BitSet seen, Deque<Integer> open) {
    if (value instanceof JavaValue.Virtual made) {
      if (!seen.get(made.id())) {
        seen.set(made.id());
        open.add(made.id());
      }
    } else if (value instanceof Choice choice) {
      choice.options().forEach(option -> mention(option.value(), seen, open));
    } else if (value instanceof Tuple tuple) {
      tuple.fields().forEach(field -> mention(field, seen, open));
    } else if (value instanceof JavaValue.Closure closure) {
      closure.captured().forEach(part -> mention(part, seen, open));
    }
  }

  private JavaValue[] joinObject(List<Heap> heaps, int id) {
    JavaValue[] first = heaps.get(0).fields(id);
    JavaValue[] sample = first;
    boolean same = true;
    for (Heap heap : heaps) {
      JavaValue[] fields = heap.fields(id);
      same &= fields == first;
      sample = fields == null ? sample : fields;
    }
    if (sample == null) {
      throw new IllegalStateException("object " + id + " is mentioned, but was never made");
    }
    if (same) {
      return sample;
    }
    JavaValue[] joined = new JavaValue[sample.length];
    for (int f = 0; f < joined.length; f++) {
      joined[f] = joinField(heaps, id, f);
    }
    return joined;
  }

  private JavaValue joinField(List<Heap> heaps, int id, int field) {
    List<JavaValue> known = new ArrayList<>(heaps.size());
    for (Heap heap : heaps) {
      if (heap.fields(id) != null) {
        known.add(heap.fields(id)[field]);
      }
    }
    JavaValue shape = joiner.commonShape(known);
    if (shape == null) {
      return null;
    }
    List<JavaValue> all = new ArrayList<>(heaps.size());
    for (Heap heap : heaps) {
      // Where the object does not exist nobody looks at its fields.
      all.add(heap.fields(id) == null ? joiner.zeros(shape) : heap.fields(id)[field]);
    }
    return joiner.join(all);
  }
}
