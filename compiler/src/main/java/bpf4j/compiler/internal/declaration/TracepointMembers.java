package bpf4j.compiler.internal.declaration;

import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.declare.KernelName;
import bpf4j.compiler.internal.declaration.KernelMember.Element;
import bpf4j.compiler.internal.declaration.KernelMember.Follow;
import bpf4j.compiler.internal.declaration.KernelMember.Scalar;
import bpf4j.compiler.internal.declaration.KernelMember.Whole;
import bpf4j.compiler.kernel.KernelStruct;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.LayoutException;
import bpf4j.maps.layout.Size;
import bpf4j.perf.tracepoint.TracepointField;
import bpf4j.perf.tracepoint.TracepointField.Kind;
import java.lang.reflect.Method;

/** Checks methods of a tracepoint's context against the fields that the tracepoint records. */
public final class TracepointMembers {
  private final Binding.AtTracepoint tracepoint;

  /** For the context of programs at a tracepoint. */
  public TracepointMembers(Binding.AtTracepoint tracepoint) {
    this.tracepoint = tracepoint;
  }

  /**
   * What a method does.
   *
   * @throws DeclarationException if the tracepoint has no such field, or one of another kind
   */
  public RecordMember member(Method method) {
    KernelName name = method.getAnnotation(KernelName.class);
    String path = name == null ? method.getName() : name.value();
    TracepointField field =
        tracepoint.format().field(path).orElseThrow(() -> refuse(method, missing(path)));
    if (method.getParameterCount() == 1) {
      return element(method, field);
    }
    Class<?> wanted = method.getReturnType();
    if (wanted == String.class) {
      return text(method, field);
    } else if (wanted.isRecord()) {
      return whole(method, field, wanted);
    } else if (KernelStruct.class.isAssignableFrom(wanted)) {
      if (!field.isPointer()) {
        throw refuse(method, "is " + field + ", not a pointer to a struct");
      }
      return new RecordMember.Fixed(new Follow(field.offset(), wanted));
    } else if (field.kind() != Kind.SCALAR) {
      throw refuse(method, "is " + field + "; " + remedy(field));
    }
    return new RecordMember.Fixed(number(method, field, field.offset(), field.size()));
  }

  private String missing(String path) {
    return tracepoint.name()
        + " has no field "
        + path
        + " in this kernel; the nearest are "
        + String.join(", ", tracepoint.format().nearest(path));
  }

  private static String remedy(TracepointField field) {
    if (field.isText()) {
      return "return a String";
    }
    return field.kind() == Kind.STRUCT
        ? "return a record of its size"
        : "take the int index of an element, or return a record of its size";
  }

  private static RecordMember text(Method method, TracepointField field) {
    Size size = method.getAnnotation(Size.class);
    if (!field.isText()) {
      throw refuse(
          method,
          "is "
              + field
              + ", not text"
              + (field.isPointer()
                  ? "; return the pointer as a long, and read what it points to by"
                      + " UserMemory.string or KernelMemory.string"
                  : ""));
    }
    if (field.kind() == Kind.ARRAY) {
      int bytes = size == null ? field.size() : Math.min(size.value(), field.size());
      return new RecordMember.Text(field.offset(), bytes);
    }
    if (size == null) {
      throw refuse(
          method, "is text of any length; say by @Size how many bytes of stack it may take");
    }
    return new RecordMember.LocatedText(field.offset(), field.kind() == Kind.REL_LOC, size.value());
  }

  private static RecordMember whole(Method method, TracepointField field, Class<?> wanted) {
    int size;
    try {
      size = Layout.of(wanted).size();
    } catch (LayoutException e) {
      throw refuse(method, e.getMessage());
    }
    boolean located = field.kind() == Kind.DATA_LOC || field.kind() == Kind.REL_LOC;
    if (located || size != field.size()) {
      throw refuse(
          method, "is " + field + ", but " + wanted.getSimpleName() + " takes " + size + " bytes");
    }
    return new RecordMember.Fixed(new Whole(field.offset(), wanted));
  }

  private static RecordMember element(Method method, TracepointField field) {
    int stride = field.elementSize();
    boolean isArray = field.kind() != Kind.SCALAR && field.kind() != Kind.STRUCT;
    if (!isArray || Integer.bitCount(stride) != 1 || stride > Long.BYTES) {
      throw refuse(method, "takes an index, but is " + field + ", no array of numbers");
    }
    if (field.kind() == Kind.ARRAY) {
      Scalar first = number(method, field, field.offset(), stride);
      return new RecordMember.Fixed(new Element(first, stride, field.length()));
    }
    return new RecordMember.LocatedElement(
        field.offset(), field.kind() == Kind.REL_LOC, number(method, field, 0, stride), stride);
  }

  /** A number's significant bits are those of its C type: system calls record all as 8 bytes. */
  private static Scalar number(Method method, TracepointField field, int offset, int bytes) {
    int significant = Math.min(bytes, field.elementSize() == 0 ? bytes : field.elementSize()) * 8;
    return NumberMembers.scalar(method, field.name(), offset, bytes, significant, field.isSigned());
  }

  private static DeclarationException refuse(Method method, String why) {
    return new DeclarationException(
        method.getDeclaringClass().getSimpleName() + "." + method.getName() + ": " + why);
  }
}
