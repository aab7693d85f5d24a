package bpf4j.maps.layout;

import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A record, or a plain class with fields, as a C struct.
 *
 * <p>Fields lie in declared order, each at the next multiple of its alignment; the size is a
 * multiple of the largest alignment. Static fields are no part of it.
 *
 * @param <T> the record or class
 */
public final class StructLayout<T> extends Layout<T> {

  private final List<StructField> fields;
  private final MethodHandles.Lookup lookup;
  private volatile StructCodec codec;

  StructLayout(
      Class<T> javaType,
      int size,
      int alignment,
      List<StructField> fields,
      MethodHandles.Lookup lookup) {
    super(javaType, size, alignment);
    this.fields = List.copyOf(fields);
    this.lookup = lookup;
  }

  /** {@return the fields in declared order, at least one} */
  public List<StructField> fields() {
    return fields;
  }

  /**
   * The field of a name.
   *
   * @param name the Java name
   * @return the field
   * @throws LayoutException if there is none
   */
  public StructField field(String name) {
    Objects.requireNonNull(name, "name");
    for (StructField field : fields) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    throw new LayoutException(
        javaType().getName()
            + " has no field "
            + name
            + "; it has "
            + String.join(", ", fields.stream().map(StructField::name).toList()));
  }

  /**
   * {@return whether the type is a record: read by accessors, made by its canonical constructor}
   */
  public boolean isRecord() {
    return javaType().isRecord();
  }

  /**
   * {@return the name of the kernel's own struct that the type stands for, as {@link KernelObject}
   * says; empty for all others}
   */
  public Optional<String> kernelObject() {
    return Optional.ofNullable(javaType().getAnnotation(KernelObject.class))
        .map(KernelObject::value);
  }

  /** The struct's name in C. */
  String nameInC() {
    KernelObject object = javaType().getAnnotation(KernelObject.class);
    return object == null ? CWriter.identifier(javaType().getSimpleName()) : object.value();
  }

  /**
   * Reads memory into an object that exists, so that its holders see the new values. Final fields
   * that hold an atomic, an array or a struct keep their object and get its content.
   *
   * @param target the object, of a plain class
   * @param source the memory, in native byte order
   * @param offset the index of the first byte
   * @throws UnsupportedOperationException if the type is a record, which cannot change
   */
  public void readInto(T target, ByteBuffer source, int offset) {
    if (isRecord()) {
      throw new UnsupportedOperationException(
          javaType().getName() + " is a record and cannot change; read() makes a new one");
    }
    codec().decodeInto(javaType().cast(target), source, offset);
  }

  /**
   * Private access to the type; looked up once, since a lookup across modules cannot be refined.
   */
  MethodHandles.Lookup lookup() {
    return lookup;
  }

  @Override
  void encode(T value, ByteBuffer target, int offset) {
    codec().encode(javaType().cast(value), target, offset);
  }

  @Override
  T decode(ByteBuffer source, int offset) {
    return javaType().cast(codec().decode(source, offset));
  }

  private StructCodec codec() {
    StructCodec made = codec;
    if (made == null) {
      // Two threads may both make one; either serves.
      made = StructCodecs.generate(this);
      codec = made;
    }
    return made;
  }

  @Override
  public String toString() {
    return "struct " + javaType().getSimpleName();
  }
}
