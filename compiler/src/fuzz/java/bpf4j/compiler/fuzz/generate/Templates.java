package bpf4j.compiler.fuzz.generate;

import static bpf4j.compiler.fuzz.ast.Type.BOOLEAN;
import static bpf4j.compiler.fuzz.ast.Type.BYTE;
import static bpf4j.compiler.fuzz.ast.Type.CHAR;
import static bpf4j.compiler.fuzz.ast.Type.INT;
import static bpf4j.compiler.fuzz.ast.Type.LONG;
import static bpf4j.compiler.fuzz.ast.Type.SHORT;

import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;
import java.util.ArrayList;
import java.util.List;

/** The operations of the language, by the type of their result: the grammar's terminals. */
final class Templates {
  /** Operators that cannot fail. */
  static final List<Template> INT_OPERATORS = new ArrayList<>();

  static final List<Template> LONG_OPERATORS = new ArrayList<>();

  /** Operations whose second operand must not be 0. */
  static final List<Template> INT_DIVISIONS = new ArrayList<>();

  static final List<Template> LONG_DIVISIONS = new ArrayList<>();

  /** Methods of the JDK that cannot fail. */
  static final List<Template> INT_CALLS = new ArrayList<>();

  static final List<Template> LONG_CALLS = new ArrayList<>();
  static final List<Template> BOOLEAN_CALLS = new ArrayList<>();

  /** Methods of the JDK that throw when the result does not fit. */
  static final List<Template> INT_EXACT = new ArrayList<>();

  static final List<Template> LONG_EXACT = new ArrayList<>();
  static final List<Template> COMPARISONS = new ArrayList<>();
  static final List<Template> LOGIC = new ArrayList<>();
  static final List<Template> INT_PACKET = new ArrayList<>();
  static final List<Template> LONG_PACKET = new ArrayList<>();

  /** Helpers that answer alike for the thread that a test run borrows and for the JVM's. */
  static final List<Template> INT_HELPERS = new ArrayList<>();

  static final List<Template> LONG_HELPERS = new ArrayList<>();

  /** An int as an unsigned number. */
  static final List<Template> UNSIGNED =
      List.of(
          Template.of("unsigned conversion: method", "Integer.toUnsignedLong($0)", LONG, INT),
          Template.of("unsigned conversion: mask", "($0 & 0xffff_ffffL)", LONG, INT));

  /** Methods that programs call and do not declare. */
  static final List<Template> INT_LIBRARY = new ArrayList<>();

  static final List<Template> LONG_LIBRARY = new ArrayList<>();

  static {
    operators(INT, INT_OPERATORS, INT_DIVISIONS);
    operators(LONG, LONG_OPERATORS, LONG_DIVISIONS);
    calls("Integer", INT, INT_CALLS, INT_CALLS, INT_DIVISIONS, INT_EXACT);
    calls("Long", LONG, LONG_CALLS, INT_CALLS, LONG_DIVISIONS, LONG_EXACT);
    for (Type narrow : new Type[] {BYTE, SHORT}) {
      String box = narrow == BYTE ? "Byte" : "Short";
      call(INT_CALLS, box + ".toUnsignedInt", INT, narrow);
      call(LONG_CALLS, box + ".toUnsignedLong", LONG, narrow);
      call(INT_CALLS, box + ".compare", INT, narrow, narrow);
      call(INT_CALLS, box + ".hashCode", INT, narrow);
    }
    call(INT_CALLS, "Short.reverseBytes", SHORT, SHORT);
    call(INT_CALLS, "Character.reverseBytes", CHAR, CHAR);
    call(INT_CALLS, "Character.compare", INT, CHAR, CHAR);
    call(INT_CALLS, "Boolean.compare", INT, BOOLEAN, BOOLEAN);
    call(INT_CALLS, "Boolean.hashCode", INT, BOOLEAN);
    call(BOOLEAN_CALLS, "Boolean.logicalAnd", BOOLEAN, BOOLEAN, BOOLEAN);
    call(BOOLEAN_CALLS, "Boolean.logicalOr", BOOLEAN, BOOLEAN, BOOLEAN);
    call(BOOLEAN_CALLS, "Boolean.logicalXor", BOOLEAN, BOOLEAN, BOOLEAN);
    call(LONG_CALLS, "Integer.toUnsignedLong", LONG, INT);
    call(LONG_CALLS, "Math.multiplyFull", LONG, INT, INT);
    call(LONG_CALLS, "Math.multiplyHigh", LONG, LONG, LONG);
    call(INT_DIVISIONS, "Math.floorMod", INT, LONG, INT);
    call(LONG_DIVISIONS, "Math.floorDiv", LONG, LONG, INT);
    call(INT_EXACT, "Math.toIntExact", INT, LONG);
    call(LONG_EXACT, "Math.multiplyExact", LONG, LONG, INT);
    for (String method : new String[] {"log2", "log10", "log"}) {
      INT_LIBRARY.add(Template.of("logarithm: " + method, "Kernel." + method + "($0)", INT, LONG));
    }
    boxes();
    for (String sign : new String[] {"<", "<=", ">", ">=", "==", "!="}) {
      for (Type type : new Type[] {INT, LONG}) {
        operator(COMPARISONS, sign, type, BOOLEAN, type, type);
      }
    }
    for (Type type : new Type[] {INT, LONG}) {
      String box = type == INT ? "Integer" : "Long";
      for (String sign : new String[] {"<", ">="}) {
        COMPARISONS.add(
            Template.of(
                "unsigned comparison: " + type.java() + " " + sign,
                "(%s.compareUnsigned($0, $1) %s 0)".formatted(box, sign),
                BOOLEAN,
                type,
                type));
      }
    }
    for (String sign : new String[] {"&&", "||", "&", "|", "^", "==", "!="}) {
      operator(LOGIC, sign, BOOLEAN, BOOLEAN, BOOLEAN, BOOLEAN);
    }
    LOGIC.add(Template.of("logic: !", "(!$0)", BOOLEAN, BOOLEAN));
    for (String read : new String[] {"u8", "u16", "i32"}) {
      INT_PACKET.add(Template.of("packet read: " + read, "packet." + read + "($0)", INT, INT));
    }
    for (String read : new String[] {"u32", "u48", "i64"}) {
      LONG_PACKET.add(Template.of("packet read: " + read, "packet." + read + "($0)", LONG, INT));
    }
  }

  static {
    for (String helper : new String[] {"pid", "tid", "uid", "gid"}) {
      INT_HELPERS.add(Template.of("helper: " + helper, "Kernel." + helper + "()", INT));
    }
    for (String helper : new String[] {"pidTgid", "uidGid"}) {
      LONG_HELPERS.add(Template.of("helper: " + helper, "Kernel." + helper + "()", LONG));
    }
    LONG_HELPERS.add(
        Template.of("helper: time", "(System.nanoTime() > 0 ? 1L : Kernel.time())", LONG));
    for (String body :
        new String[] {
          "(x, y) -> x * 31 + y", "(x, y) -> x > y ? x - y : y ^ x", "Math::max", "Integer::sum"
        }) {
      library(INT_LIBRARY, "lambda", "apply(" + body + ", $0, $1)", INT, INT, INT);
    }
    for (String body : new String[] {"x -> x * 31 - 7", "Long::reverse", "x -> x >> 3"}) {
      library(LONG_LIBRARY, "lambda", "twice(" + body + ", $0)", LONG, LONG);
    }
    library(INT_LIBRARY, "interface", "areaOf(new Library.Square($0))", INT, INT);
    library(INT_LIBRARY, "interface", "areaOf(new Library.Box($0, $1))", INT, INT, INT);
    library(INT_LIBRARY, "generic method", "pick($0, (int) $1, (int) $2)", INT, BOOLEAN, INT, INT);
    library(
        LONG_LIBRARY,
        "generic method",
        "pick($0, (long) $1, (long) $2)",
        LONG,
        BOOLEAN,
        LONG,
        LONG);
    library(LONG_LIBRARY, "varargs", "total($0, $1, $2)", LONG, INT, INT, INT);
  }

  private Templates() {}

  private static void library(
      List<Template> to, String group, String call, Type result, Type... operands) {
    String detail = call.substring(0, call.indexOf('('));
    String cast = "((%s) Library.%s)".formatted(result.java(), call);
    to.add(Template.of(group + ": " + detail, cast, result, operands));
  }

  private static void operators(Type type, List<Template> plain, List<Template> divisions) {
    for (String sign : new String[] {"+", "-", "*", "&", "|", "^"}) {
      operator(plain, sign, type, type, type, type);
    }
    for (String sign : new String[] {"<<", ">>", ">>>"}) {
      operator(plain, sign, type, type, type, INT);
      operator(plain, sign, type, type, type, LONG);
    }
    plain.add(Template.of("arithmetic: negate " + type.java(), "(-$0)", type, type));
    plain.add(Template.of("arithmetic: complement " + type.java(), "(~$0)", type, type));
    operator(divisions, "/", type, type, type, type);
    operator(divisions, "%", type, type, type, type);
  }

  private static void operator(
      List<Template> to, String sign, Type shown, Type result, Type left, Type right) {
    String feature =
        group(sign, result) + shown.java() + " " + sign + (left == right ? "" : " " + right.java());
    to.add(Template.of(feature, "($0 " + sign + " $1)", result, left, right));
  }

  private static String group(String sign, Type result) {
    return switch (sign) {
      case "<<", ">>", ">>>" -> "shift: ";
      case "/", "%" -> "division: ";
      case "<", "<=", ">", ">=" -> "comparison: ";
      case "==", "!=" -> "equality: ";
      default -> result == BOOLEAN ? "logic: " : "arithmetic: ";
    };
  }

  private static void call(List<Template> to, String method, Type result, Type... operands) {
    StringBuilder format = new StringBuilder(method).append('(');
    for (int i = 0; i < operands.length; i++) {
      Type type = operands[i];
      boolean cast = type == BYTE || type == SHORT || type == CHAR;
      format.append(i == 0 ? "" : ", ").append(cast ? "(" + type.java() + ") $" : "$").append(i);
    }
    to.add(Template.of("JDK method: " + method, format.append(')').toString(), result, operands));
  }

  private static void calls(
      String box,
      Type type,
      List<Template> same,
      List<Template> ints,
      List<Template> divisions,
      List<Template> exact) {
    for (String name : new String[] {"Math.min", "Math.max", box + ".sum"}) {
      call(same, name, type, type, type);
    }
    for (String name :
        new String[] {
          "Math.abs",
          box + ".reverse",
          box + ".reverseBytes",
          box + ".highestOneBit",
          box + ".lowestOneBit"
        }) {
      call(same, name, type, type);
    }
    for (String name : new String[] {"rotateLeft", "rotateRight"}) {
      call(same, box + "." + name, type, type, INT);
    }
    for (String name :
        new String[] {
          "bitCount", "numberOfLeadingZeros", "numberOfTrailingZeros", "signum", "hashCode"
        }) {
      call(ints, box + "." + name, INT, type);
    }
    for (String name : new String[] {"compare", "compareUnsigned"}) {
      call(ints, box + "." + name, INT, type, type);
    }
    for (String name :
        new String[] {
          "Math.floorDiv", "Math.floorMod", box + ".divideUnsigned", box + ".remainderUnsigned"
        }) {
      call(divisions, name, type, type, type);
    }
    for (String name : new String[] {"addExact", "subtractExact", "multiplyExact"}) {
      call(exact, "Math." + name, type, type, type);
    }
    for (String name : new String[] {"negateExact", "incrementExact", "decrementExact"}) {
      call(exact, "Math." + name, type, type);
    }
  }

  private static void boxes() {
    INT_CALLS.add(Template.of("box: int", "Integer.valueOf($0).intValue()", INT, INT));
    INT_CALLS.add(Template.of("box: int", "((int) (Integer) (int) $0)", INT, INT));
    INT_CALLS.add(Template.of("box: long", "Long.valueOf($0).intValue()", INT, LONG));
    LONG_CALLS.add(Template.of("box: long", "Long.valueOf($0).longValue()", LONG, LONG));
    LONG_CALLS.add(Template.of("box: int", "Integer.valueOf($0).longValue()", LONG, INT));
    BOOLEAN_CALLS.add(
        Template.of("box: equals", "Integer.valueOf($0).equals($1)", BOOLEAN, INT, INT));
    BOOLEAN_CALLS.add(
        Template.of("box: equals", "Long.valueOf($0).equals($1)", BOOLEAN, LONG, LONG));
  }
}
