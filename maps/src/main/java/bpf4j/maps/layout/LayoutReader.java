package bpf4j.maps.layout;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads classes by reflection into layouts, once per class; used by one thread. */
final class LayoutReader {

  private final MethodHandles.Lookup caller;
  private final Map<Class<?>, StructLayout<?>> done = new HashMap<>();
  private final Set<Class<?>> open = new HashSet<>();
  private final Map<Type, Layout<?>> typeArguments = new HashMap<>();

  LayoutReader(MethodHandles.Lookup caller) {
    this.caller = caller;
  }

  <T> Layout<T> read(Class<T> type) {
    Objects.requireNonNull(type, "type");
    Layout<?> scalar = ScalarLayout.natural(type);
    if (scalar == null) {
      String why = Refusals.topLevel(type);
      if (why != null) {
        throw new LayoutException(why);
      }
    }
    @SuppressWarnings("unchecked") // both were made from this Class<T>, or from its primitive
    Layout<T> layout = (Layout<T>) (scalar == null ? struct(type, type.getName()) : scalar);
    return layout;
  }

  /** Reads a class whose type parameters have the given layouts. */
  <T> Layout<T> read(Class<T> type, List<Layout<?>> arguments) {
    TypeVariable<?>[] parameters = type.getTypeParameters();
    if (parameters.length != arguments.size()) {
      throw new LayoutException(
          type.getName()
              + " has "
              + parameters.length
              + " type parameters; give a layout for each, not "
              + arguments.size());
    }
    for (int i = 0; i < parameters.length; i++) {
      typeArguments.put(parameters[i], arguments.get(i));
    }
    return read(type);
  }

  private StructLayout<?> struct(Class<?> type, String where) {
    StructLayout<?> known = done.get(type);
    if (known != null) {
      return known;
    }
    if (!open.add(type)) {
      throw new LayoutException(
          where
              + ": "
              + type.getName()
              + " contains itself and has no finite size; keep a key of another map instead");
    }
    StructLayout<?> layout = readStruct(type, where);
    open.remove(type);
    done.put(type, layout);
    return layout;
  }

  private <T> StructLayout<T> readStruct(Class<T> type, String where) {
    String why = Refusals.struct(type, where);
    if (why != null) {
      throw new LayoutException(why);
    }
    MethodHandles.Lookup lookup = privateLookup(type);
    List<StructField> fields = new ArrayList<>();
    long offset = 0;
    int alignment = 1;
    for (Field member : type.getDeclaredFields()) {
      if (Modifier.isStatic(member.getModifiers())) {
        continue;
      }
      String path = type.getName() + "." + member.getName();
      Layout<?> layout = member(member, path);
      String fixed = Refusals.member(member, layout, path);
      if (fixed != null) {
        throw new LayoutException(fixed);
      }
      offset = alignUp(offset, layout.alignment());
      fields.add(new StructField(member.getName(), fields.size(), (int) offset, layout, member));
      offset += layout.size();
      alignment = Math.max(alignment, layout.alignment());
      if (offset > Integer.MAX_VALUE - Long.BYTES) {
        throw new LayoutException(path + ": the struct grows beyond 2 GiB");
      }
    }
    if (fields.isEmpty()) {
      throw new LayoutException(
          type.getName() + " has no fields, hence no size; give it at least one");
    }
    int size = (int) alignUp(offset, alignment);
    return new StructLayout<>(type, size, alignment, fields, lookup);
  }

  private Layout<?> member(Field member, String path) {
    Class<?> type = member.getType();
    Encoding encoding = Encoding.of(member, path);
    Size size = member.getAnnotation(Size.class);
    Layout<?> argument = typeArguments.get(member.getGenericType());
    if (argument != null) {
      encoding.refuse(path, "a type parameter, whose layout says all");
      return argument;
    }
    if (type == String.class) {
      encoding.refuse(path, "a String");
      return new StringLayout(sizeOf(size, "String " + member.getName(), path), path);
    }
    if (type.isArray()) {
      Class<?> component = type.getComponentType();
      int count = sizeOf(size, type.getSimpleName() + " " + member.getName(), path);
      return ArrayLayout.of(type, element(component, encoding, path), count, path);
    }
    if (size != null) {
      throw new LayoutException(
          path + ": @Size belongs on a String or an array; for integers use @U8, @U16, @U32");
    }
    return element(type, encoding, path);
  }

  private Layout<?> element(Class<?> type, Encoding encoding, String path) {
    ScalarLayout<?> scalar = ScalarLayout.natural(type);
    if (scalar != null) {
      return encoding.apply(scalar, path);
    }
    if (type == String.class) {
      throw new LayoutException(
          path
              + ": strings in an array have no size each; wrap one in a record, as"
              + " record Name(@Size(16) String text) {}");
    }
    String why = Refusals.type(type, path);
    if (why != null) {
      throw new LayoutException(why);
    }
    encoding.refuse(path, "a struct");
    return struct(type, path);
  }

  private static int sizeOf(Size size, String declaration, String path) {
    if (size == null) {
      throw new LayoutException(path + " needs its size in memory: write @Size(16) " + declaration);
    }
    return size.value();
  }

  private MethodHandles.Lookup privateLookup(Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(type, caller);
    } catch (IllegalAccessException e) {
      Module own = LayoutReader.class.getModule();
      throw new LayoutException(
          type.getName()
              + " cannot be read from outside its module: add `opens "
              + type.getPackageName()
              + (own.isNamed() ? " to " + own.getName() : "")
              + ";` to its module-info, or pass its own MethodHandles.lookup()",
          e);
    }
  }

  private static long alignUp(long offset, int alignment) {
    return (offset + alignment - 1) & -alignment;
  }
}
