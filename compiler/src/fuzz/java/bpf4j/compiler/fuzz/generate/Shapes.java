package bpf4j.compiler.fuzz.generate;

import bpf4j.compiler.fuzz.ast.Type;
import bpf4j.compiler.fuzz.generate.Shape.Array;
import bpf4j.compiler.fuzz.generate.Shape.Atomic;
import bpf4j.compiler.fuzz.generate.Shape.Enumeration;
import bpf4j.compiler.fuzz.generate.Shape.Member;
import bpf4j.compiler.fuzz.generate.Shape.Plain;
import bpf4j.compiler.fuzz.generate.Shape.Struct;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The types that a program declares.
 *
 * @param structs records and classes; later ones may have earlier ones as members
 */
record Shapes(List<Enumeration> enums, List<Struct> structs) {
  private static final List<Type> MEMBERS =
      List.of(Type.INT, Type.INT, Type.LONG, Type.BYTE, Type.SHORT, Type.CHAR, Type.BOOLEAN);
  static final List<Type> ELEMENTS =
      List.of(Type.BYTE, Type.INT, Type.LONG, Type.SHORT, Type.CHAR, Type.BOOLEAN);

  /** {@code Key} of the environment. */
  static final Struct KEY =
      new Struct(
          "Key",
          true,
          List.of(
              member("kind", Type.BYTE), member("port", Type.INT), member("flags", Type.SHORT)));

  /** {@code Pair} of the environment. */
  static final Struct PAIR =
      new Struct(
          "Pair",
          true,
          List.of(
              member("first", Type.INT), member("second", Type.LONG), member("third", Type.BYTE)));

  /** {@code Label} of the environment. */
  static final Struct LABEL =
      new Struct(
          "Label", true, List.of(new Member("text", Shape.TEXT), member("weight", Type.INT)));

  /** {@code Cell} of the environment. */
  static final Struct CELL =
      new Struct(
          "Cell",
          false,
          List.of(
              new Member("hits", new Atomic(Type.LONG)),
              new Member("drops", new Atomic(Type.INT)),
              member("flag", Type.BOOLEAN),
              member("small", Type.BYTE),
              member("port", Type.SHORT),
              member("letter", Type.CHAR),
              member("state", Type.INT),
              member("total", Type.LONG),
              new Member("name", Shape.TEXT),
              new Member("window", new Array(Type.INT, 4)),
              new Member("octets", new Array(Type.BYTE, 6)),
              new Member(
                  "origin",
                  new Struct(
                      "Cell.Point",
                      false,
                      List.of(member("x", Type.SHORT), member("y", Type.LONG))))));

  Shapes {
    enums = List.copyOf(enums);
    structs = List.copyOf(structs);
  }

  private static Member member(String name, Type type) {
    return new Member(name, new Plain(type));
  }

  static Shapes of(Dice dice) {
    List<Enumeration> enums = new ArrayList<>();
    List<Struct> structs = new ArrayList<>();
    if (dice.percent(25)) {
      enums.add(new Enumeration("E0", List.of("A", "B", "C", "D").subList(0, dice.between(2, 4))));
    }
    for (int i = dice.weighted(50, 30, 20); i > 0; i--) {
      boolean isRecord = dice.percent(50);
      List<Member> members = new ArrayList<>();
      for (int j = dice.between(1, 4); j > 0; j--) {
        members.add(new Member("m" + j, part(dice, isRecord, enums, structs)));
      }
      structs.add(new Struct((isRecord ? "R" : "C") + structs.size(), isRecord, members));
    }
    return new Shapes(enums, structs);
  }

  private static Shape part(
      Dice dice, boolean inRecord, List<Enumeration> enums, List<Struct> structs) {
    List<Struct> records = structs.stream().filter(Struct::isRecord).toList();
    int nested = records.isEmpty() ? 0 : 15;
    int named = enums.isEmpty() ? 0 : 15;
    return switch (dice.weighted(70, nested, named, inRecord ? 0 : 15)) {
      case 0 -> new Plain(dice.of(MEMBERS));
      case 1 -> dice.of(records);
      case 2 -> dice.of(enums);
      default -> array(dice);
    };
  }

  static Array bytes(Dice dice) {
    return new Array(Type.BYTE, dice.of(List.of(1, 3, 4, 6, 8)));
  }

  static Array array(Dice dice) {
    return new Array(dice.of(ELEMENTS), dice.of(List.of(1, 2, 3, 4, 4, 5, 8)));
  }

  /** The declarations of the types among some words, and of those that they need. */
  List<String> declarations(Set<String> words) {
    Set<String> wanted = new HashSet<>(words);
    List<String> out = new ArrayList<>();
    for (int i = structs.size() - 1; i >= 0; i--) {
      Struct struct = structs.get(i);
      if (wanted.contains(struct.name())) {
        struct.members().forEach(member -> wanted.add(member.shape().java()));
        out.add(0, struct.declaration());
      }
    }
    enums.stream().filter(e -> wanted.contains(e.name())).forEach(e -> out.add(0, e.declaration()));
    return out;
  }
}
