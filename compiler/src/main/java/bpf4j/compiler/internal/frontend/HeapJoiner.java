package bpf4j.compiler.internal.frontend;

import java.util.ArrayList;
import java.util.List;

/** Joins the fields of objects that exist on every path; others are forgotten. */
final class HeapJoiner {
  private final Joiner joiner;

  HeapJoiner(Joiner joiner) {
    this.joiner = joiner;
  }

  Heap join(List<Heap> heaps) {
    int size = heaps.get(0).size();
    for (Heap heap : heaps) {
      size = Math.min(size, heap.size());
    }
    Heap joined = Heap.EMPTY;
    for (int id = 0; id < size; id++) {
      JavaValue[] fields = joinObject(heaps, id);
      if (fields != null) {
        joined = joined.with(id, fields);
      }
    }
    return joined;
  }

  private JavaValue[] joinObject(List<Heap> heaps, int id) {
    JavaValue[] first = heaps.get(0).fields(id);
    boolean same = first != null;
    for (Heap heap : heaps) {
      if (heap.fields(id) == null) {
        return null;
      }
      same &= heap.fields(id) == first;
    }
    if (same) {
      return first;
    }
    JavaValue[] joined = new JavaValue[first.length];
    List<JavaValue> values = new ArrayList<>(heaps.size());
    for (int f = 0; f < joined.length; f++) {
      values.clear();
      for (Heap heap : heaps) {
        values.add(heap.fields(id)[f]);
      }
      joined[f] = joiner.join(values);
    }
    return joined;
  }
}
