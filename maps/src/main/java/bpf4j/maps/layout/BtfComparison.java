package bpf4j.maps.layout;

import bpf4j.elf.Btf;
import bpf4j.elf.BtfNames;
import bpf4j.elf.BtfType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares layouts with types that somebody else described: sizes, offsets, lengths, and the names
 * of fields. Signs and the names of types do not matter, nor does the way names are put together:
 * {@code last_seen} is {@code lastSeen}.
 */
final class BtfComparison {

  private final Btf btf;

  BtfComparison(Btf btf) {
    this.btf = btf;
  }

  /** The first difference, beginning with its place; empty if there is none. */
  Optional<String> compare(String place, Layout<?> layout, int typeId) {
    BtfType type = btf.resolve(typeId);
    if (layout instanceof StructLayout<?> own && own.kernelObject().isPresent()) {
      return type.name().equals(own.nameInC())
          ? sizes(place, btf.sizeOf(typeId), layout.size())
          : kinds(place, layout, type);
    } else if (layout instanceof StructLayout<?> struct) {
      return type instanceof BtfType.Struct other
          ? compareStruct(place, struct, other)
          : kinds(place, layout, type);
    } else if (layout instanceof ArrayLayout<?> array) {
      return type instanceof BtfType.Array other
          ? compareArray(place, array.element(), array.count(), other)
          : kinds(place, layout, type);
    } else if (layout instanceof StringLayout string) {
      return type instanceof BtfType.Array other
          ? compareArray(place, ScalarLayout.U8, string.size(), other)
          : kinds(place, layout, type);
    }
    boolean number =
        type instanceof BtfType.Int
            || type instanceof BtfType.Enumeration
            || type instanceof BtfType.Pointer;
    return number ? sizes(place, btf.sizeOf(typeId), layout.size()) : kinds(place, layout, type);
  }

  private Optional<String> compareArray(
      String place, Layout<?> element, int length, BtfType.Array other) {
    return other.length() != length
        ? differ(place, "length", other.length(), length)
        : compare(place + "[]", element, other.element());
  }

  private Optional<String> compareStruct(
      String place, StructLayout<?> ours, BtfType.Struct theirs) {
    List<BtfType.Member> left = new ArrayList<>(theirs.members());
    for (StructField field : ours.fields()) {
      String at = place.isEmpty() ? field.name() : place + "." + field.name();
      BtfType.Member member = member(theirs, field.name());
      if (member == null) {
        return Optional.of(
            label(at) + ": " + describe(theirs) + " in the map's BTF has no such field");
      }
      left.remove(member);
      if (member.bitSize() != 0) {
        return Optional.of(label(at) + ": a bit field in the map's BTF; Java has none");
      }
      if (member.bitOffset() != 8L * field.offset()) {
        return differ(at, "offset", member.bitOffset() / 8, field.offset());
      }
      Optional<String> inside = compare(at, field.layout(), member.type());
      if (inside.isPresent()) {
        return inside;
      }
    }
    for (BtfType.Member member : left) {
      if (!member.name().isEmpty()) {
        String at = place.isEmpty() ? member.name() : place + "." + member.name();
        return Optional.of(
            label(at)
                + ": offset "
                + member.bitOffset() / 8
                + " in the map's BTF, missing in "
                + ours.javaType().getSimpleName());
      }
    }
    return sizes(place, theirs.byteSize(), ours.size());
  }

  private static BtfType.Member member(BtfType.Struct struct, String javaName) {
    String wanted = plain(BtfNames.mangle(CWriter.identifier(javaName)));
    for (BtfType.Member member : struct.members()) {
      if (plain(member.name()).equals(wanted)) {
        return member;
      }
    }
    return null;
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static Optional<String> sizes(String place, long theirs, int ours) {
    return theirs == ours ? Optional.empty() : differ(place, "size", theirs, ours);
  }

  private static Optional<String> differ(String place, String what, long theirs, long ours) {
    return Optional.of(
        label(place) + ": " + what + " " + theirs + " in the map's BTF, " + ours + " in Java");
  }

  private static Optional<String> kinds(String place, Layout<?> layout, BtfType type) {
    return Optional.of(
        label(place) + ": " + describe(type) + " in the map's BTF, " + layout + " in Java");
  }

  private static String label(String place) {
    return place.isEmpty() ? "the whole" : "field " + place;
  }

  private static String describe(BtfType type) {
    String kind = type.kind().name().toLowerCase(Locale.ROOT);
    return type.name().isEmpty() ? kind : kind + " " + type.name();
  }
}
