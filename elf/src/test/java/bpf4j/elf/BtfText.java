package bpf4j.elf;

import java.util.List;
import java.util.Locale;

/** Prints types as {@code bpftool btf dump format raw} does, for comparison with it. */
final class BtfText {
  private BtfText() {}

  static void append(Btf btf, BtfType type, List<String> lines) {
    String head = "[" + type.id() + "] " + type.kind() + " " + name(type.name());
    if (type instanceof BtfType.Int t) {
      lines.add(
          head
              + " size="
              + t.byteSize()
              + " bits_offset="
              + t.bitOffset()
              + " nr_bits="
              + t.bitSize()
              + " encoding="
              + (t.isSigned() ? "SIGNED" : t.isBoolean() ? "BOOL" : "(none)"));
    } else if (type instanceof BtfType.Pointer t) {
      lines.add(head + " type_id=" + t.target());
    } else if (type instanceof BtfType.Typedef t) {
      lines.add(head + " type_id=" + t.target());
    } else if (type instanceof BtfType.Qualifier t) {
      lines.add(head + " type_id=" + t.target());
    } else if (type instanceof BtfType.TypeTag t) {
      lines.add(head + " type_id=" + t.target());
    } else if (type instanceof BtfType.DeclTag t) {
      lines.add(head + " type_id=" + t.target() + " component_idx=" + t.component());
    } else if (type instanceof BtfType.Array t) {
      lines.add(
          head
              + " type_id="
              + t.element()
              + " index_type_id="
              + t.index()
              + " nr_elems="
              + t.length());
    } else if (type instanceof BtfType.Composite t) {
      lines.add(head + " size=" + t.byteSize() + " vlen=" + t.members().size());
      for (BtfType.Member m : t.members()) {
        lines.add(
            "\t"
                + name(m.name())
                + " type_id="
                + m.type()
                + " bits_offset="
                + m.bitOffset()
                + (m.bitSize() == 0 ? "" : " bitfield_size=" + m.bitSize()));
      }
    } else if (type instanceof BtfType.Enumeration t) {
      lines.add(
          head
              + " encoding="
              + (t.isSigned() ? "SIGNED" : "UNSIGNED")
              + " size="
              + t.byteSize()
              + " vlen="
              + t.values().size());
      for (BtfType.Enumerator v : t.values()) {
        lines.add("\t" + name(v.name()) + " val=" + value(t, v.value()));
      }
    } else if (type instanceof BtfType.Forward t) {
      lines.add(head + " fwd_kind=" + (t.isUnion() ? "union" : "struct"));
    } else if (type instanceof BtfType.Function t) {
      lines.add(head + " type_id=" + t.prototype() + " linkage=" + linkage(t.linkage()));
    } else if (type instanceof BtfType.Prototype t) {
      lines.add(
          head
              + " ret_type_id="
              + t.returnType()
              + " vlen="
              + (t.parameters().size() + (t.isVariadic() ? 1 : 0)));
      for (BtfType.Parameter p : t.parameters()) {
        lines.add("\t" + name(p.name()) + " type_id=" + p.type());
      }
      if (t.isVariadic()) {
        lines.add("\t'(anon)' type_id=0");
      }
    } else if (type instanceof BtfType.Variable t) {
      lines.add(head + " type_id=" + t.type() + ", linkage=" + linkage(t.linkage()));
    } else if (type instanceof BtfType.DataSection t) {
      lines.add(head + " size=" + t.byteSize() + " vlen=" + t.variables().size());
      for (BtfType.SectionVariable v : t.variables()) {
        BtfType variable = btf.type(v.variable());
        lines.add(
            "\ttype_id="
                + v.variable()
                + " offset="
                + v.byteOffset()
                + " size="
                + v.byteSize()
                + " ("
                + variable.kind()
                + " "
                + name(variable.name())
                + ")");
      }
    } else if (type instanceof BtfType.FloatingPoint t) {
      lines.add(head + " size=" + t.byteSize());
    } else {
      throw new AssertionError(type);
    }
  }

  private static String name(String name) {
    return "'" + (name.isEmpty() ? "(anon)" : name) + "'";
  }

  private static String value(BtfType.Enumeration type, long value) {
    String suffix = type.kind() == BtfKind.ENUM ? "" : type.isSigned() ? "LL" : "ULL";
    return (type.isSigned() ? Long.toString(value) : Long.toUnsignedString(value)) + suffix;
  }

  private static String linkage(BtfLinkage linkage) {
    return linkage.name().toLowerCase(Locale.ROOT);
  }
}
