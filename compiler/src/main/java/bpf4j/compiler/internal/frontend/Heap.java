package bpf4j.compiler.internal.frontend;

import java.util.Arrays;

/**
 * The fields of the objects that the program has made so far. Immutable: a write answers with a new
 * heap, so that each path through the program keeps its own.
 */
final class Heap {
  static final Heap EMPTY = new Heap(new JavaValue[0][]);

  private final JavaValue[][] objects;

  private Heap(JavaValue[][] objects) {
    this.objects = objects;
  }

  /** One more than the largest id. */
  int size() {
    return objects.length;
  }

  /** The fields of an object, or null if it does not exist on this path. */
  JavaValue[] fields(int id) {
    return id < objects.length ? objects[id] : null;
  }

  Heap with(int id, JavaValue[] fields) {
    JavaValue[][] copy = Arrays.copyOf(objects, Math.max(objects.length, id + 1));
    copy[id] = fields;
    return new Heap(copy);
  }

  Heap with(int id, int field, JavaValue value) {
    JavaValue[] fields = objects[id].clone();
    fields[field] = value;
    return with(id, fields);
  }
}
