package bpf4j.compiler.internal.declaration;

import bpf4j.compiler.declare.Intrinsic;
import java.lang.reflect.Constructor;
import java.util.List;

/** What calling an abstract method of a declared interface does. */
public sealed interface Accessor {

  /**
   * Reads a number from the packet, relative to the view.
   *
   * @param read the bytes to read
   * @param type the primitive to return; a {@code boolean} is true for any value but 0
   */
  record Field(Read read, Class<?> type) implements Accessor {}

  /**
   * Reads one number per record component.
   *
   * @param constructor the record's canonical constructor
   * @param fields what it is called with
   */
  record Composite(Constructor<?> constructor, List<Field> fields) implements Accessor {
    /** Copies the list. */
    public Composite {
      fields = List.copyOf(fields);
    }
  }

  /**
   * Reads a number from the context.
   *
   * @param offset bytes from the context's start; for an array, of element 0
   * @param width bytes: 1, 2, 4 or 8
   * @param count elements; the method takes an index when this is more than 1
   * @param networkBytes how many of its low bytes are in network order, and all there is: 2, 4, or
   *     0 for none
   * @param type the primitive to return
   */
  record Context(int offset, int width, int count, int networkBytes, Class<?> type)
      implements Accessor {}

  /**
   * Writes a number into the packet, relative to the view.
   *
   * @param read where it goes
   * @param type the primitive parameter
   */
  record FieldWrite(Read read, Class<?> type) implements Accessor {}

  /**
   * Writes a number into the context.
   *
   * @param field where it goes; its type is that of the last parameter
   */
  record ContextWrite(Context field) implements Accessor {}

  /**
   * Reads a field of a tracepoint's record, or an argument of a place in the kernel, that only the
   * running kernel knows where to find.
   *
   * @param name the method's name
   * @param indexed whether it takes an index
   * @param type what it returns: a primitive, {@code String}, a record or a kernel struct
   */
  record Recorded(String name, boolean indexed, Class<?> type) implements Accessor {}

  /**
   * Does what the machine itself defines.
   *
   * @param kind the operation
   */
  record Builtin(Intrinsic.Kind kind) implements Accessor {}
}
