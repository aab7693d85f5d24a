package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Type;
import java.util.List;
import java.util.stream.Collectors;

/** What a value is made of. */
sealed interface Shape {
  /** The type as it is written in Java. */
  String java();

  /** A string. */
  Text TEXT = new Text();

  /** A string, no longer than eight bytes. */
  record Text() implements Shape {
    @Override
    public String java() {
      return "String";
    }
  }

  /** A number or a boolean. */
  record Plain(Type type) implements Shape {
    @Override
    public String java() {
      return type.java();
    }
  }

  /** An enum, with a method {@code of(int)} that gives any of its constants. */
  record Enumeration(String name, List<String> constants) implements Shape {
    public Enumeration {
      constants = List.copyOf(constants);
    }

    @Override
    public String java() {
      return name;
    }

    /** Its declaration. */
    String declaration() {
      StringBuilder out = new StringBuilder("enum " + name + " { ");
      out.append(String.join(", ", constants)).append("; static ").append(name);
      out.append(" of(int i) { return switch (i & 7) { ");
      for (int i = 1; i < constants.size(); i++) {
        out.append("case ").append(i).append(" -> ").append(constants.get(i)).append("; ");
      }
      return out.append("default -> ").append(constants.get(0)).append("; }; } }").toString();
    }
  }

  /** An array of a fixed length. */
  record Array(Type element, int length) implements Shape {
    @Override
    public String java() {
      return element.java() + "[]";
    }

    int bytes() {
      return Math.max(8, element.bits() / 8) * length;
    }
  }

  /** An {@code AtomicInteger} or {@code AtomicLong}. */
  record Atomic(Type type) implements Shape {
    @Override
    public String java() {
      return type == Type.INT ? "AtomicInteger" : "AtomicLong";
    }
  }

  /** A record, whose members never change, or a class whose fields can be assigned. */
  record Struct(String name, boolean isRecord, List<Member> members) implements Shape {
    public Struct {
      members = List.copyOf(members);
    }

    @Override
    public String java() {
      return name;
    }

    /** How a member is read. */
    String reading(Member member) {
      return "." + member.name() + (isRecord ? "()" : "");
    }

    /** Its declaration, with a method that depends on all plain members. */
    String declaration() {
      String sum = "17L";
      for (Member member : members) {
        if (member.shape() instanceof Plain plain && plain.type().isNumber()) {
          sum = "(%s * 31 + %s)".formatted(sum, member.name());
        }
      }
      String mix = "long mix() { return " + sum + "; }";
      if (isRecord) {
        return "record %s(%s) { %s }".formatted(name, parameters(), mix);
      }
      String fields =
          members.stream()
              .map(m -> "%s %s%s; ".formatted(m.shape().java(), m.name(), initial(m.shape())))
              .collect(Collectors.joining());
      String assignments =
          constructed().stream()
              .map(m -> "this.%1$s = %1$s; ".formatted(m.name()))
              .collect(Collectors.joining());
      String empty = constructed().isEmpty() ? "" : name + "() {} ";
      return "static final class %1$s { %2$s%6$s%1$s(%3$s) { %4$s} %5$s }"
          .formatted(name, fields, parameters(), assignments, mix, empty);
    }

    /** The members that the constructor takes. */
    List<Member> constructed() {
      return isRecord
          ? members
          : members.stream().filter(m -> !(m.shape() instanceof Array)).toList();
    }

    private String parameters() {
      return constructed().stream()
          .map(m -> m.shape().java() + " " + m.name())
          .collect(Collectors.joining(", "));
    }

    private static String initial(Shape shape) {
      if (shape instanceof Array array) {
        return " = new %s[%d]".formatted(array.element().java(), array.length());
      } else if (shape instanceof Enumeration e) {
        return " = %s.%s".formatted(e.name(), e.constants().get(0));
      } else if (shape instanceof Struct struct) {
        return " = " + struct.zero();
      }
      return "";
    }

    /** An expression for one whose members are all zero. */
    private String zero() {
      return members.stream()
          .map(
              m -> {
                if (m.shape() instanceof Plain p) {
                  return p.type() == Type.BOOLEAN ? "false" : "(%s) 0".formatted(p.java());
                } else if (m.shape() instanceof Enumeration e) {
                  return e.name() + "." + e.constants().get(0);
                }
                return ((Struct) m.shape()).zero();
              })
          .collect(Collectors.joining(", ", "new " + name + "(", ")"));
    }
  }

  /** A component of a record or a field of a class. */
  record Member(String name, Shape shape) {}
}
