package bpf4j.elf.internal.demangle;

import java.util.ArrayList;
import java.util.List;

/** Parses {@code <encoding>} and {@code <special-name>}. */
final class EncodingParser {
  private final Cpp cpp;
  private final Cursor cursor;

  EncodingParser(Cpp cpp) {
    this.cpp = cpp;
    this.cursor = cpp.cursor;
  }

  /**
   * Parses a function or variable.
   *
   * @param isWhole whether it is the whole name; the return type of others is not printed
   */
  Node encoding(boolean isWhole) {
    cpp.enter();
    List<Node> outerArguments = cpp.templateArguments;
    cpp.templateArguments = List.of();
    Node node = cursor.look() == 'T' || cursor.look() == 'G' ? special() : function(isWhole);
    cpp.templateArguments = outerArguments;
    cpp.leave();
    return node;
  }

  private Node function(boolean isWhole) {
    NameParser.Traits traits = new NameParser.Traits();
    Node name = cpp.names.name(traits);
    List<Node> arguments = cpp.templateArguments;
    if (cursor.isAtEnd() || cursor.look() == 'E' || cursor.look() == '.') {
      return name;
    }
    Node returned = Names.NONE;
    if (traits.endsWithArguments && !traits.hasNoReturnType) {
      Node type = cpp.types.type();
      returned = isWhole ? type : Names.NONE;
    }
    List<Node> parameters = new ArrayList<>();
    if (!cursor.skip('v')) {
      do {
        parameters.add(cpp.types.type());
      } while (!cursor.isAtEnd()
          && cursor.look() != 'E'
          && cursor.look() != '.'
          && cursor.look() != 'Q');
    }
    String qualifiers = traits.qualifiers;
    Node function = new Names.Encoding(name, returned, parameters, qualifiers, arguments);
    return cursor.skip('Q')
        ? Names.phrase(function, Names.text(" requires "), cpp.expressions.expression())
        : function;
  }

  private Node special() {
    if (cursor.skip("GR")) {
      Node name = cpp.names.name(new NameParser.Traits());
      int number = cursor.isAtEnd() || cursor.look() == 'E' ? 0 : cpp.base36();
      return Names.phrase(Names.text("reference temporary #" + number + " for "), name);
    }
    String kind = cursor.take(2);
    return switch (kind) {
      case "TV" -> ofType("vtable for ");
      case "TT" -> ofType("VTT for ");
      case "TI" -> ofType("typeinfo for ");
      case "TS" -> ofType("typeinfo name for ");
      case "TF" -> ofType("typeinfo fn for ");
      case "TJ" -> ofType("java Class for ");
      case "TA" ->
          Names.phrase(Names.text("template parameter object for "), cpp.names.templateArgument());
      case "TC" -> construction();
      case "Tc" -> {
        callOffset(cursor.next());
        callOffset(cursor.next());
        yield Names.phrase(Names.text("covariant return thunk to "), encoding(false));
      }
      case "Th" -> {
        callOffset('h');
        yield Names.phrase(Names.text("non-virtual thunk to "), encoding(false));
      }
      case "Tv" -> {
        callOffset('v');
        yield Names.phrase(Names.text("virtual thunk to "), encoding(false));
      }
      case "TH" -> ofName("TLS init function for ");
      case "TW" -> ofName("TLS wrapper function for ");
      case "GV" -> ofName("guard variable for ");
      case "GA" -> Names.phrase(Names.text("hidden alias for "), encoding(false));
      case "GI" -> ofName("initializer for module ");
      case "GT" ->
          Names.phrase(
              Names.text(
                  cursor.next() == 'n' ? "non-transaction clone for " : "transaction clone for "),
              encoding(false));
      default -> throw new MangledNameException("no special name " + kind);
    };
  }

  private Node ofType(String text) {
    return Names.phrase(Names.text(text), cpp.types.type());
  }

  private Node ofName(String text) {
    return Names.phrase(Names.text(text), cpp.names.name(new NameParser.Traits()));
  }

  private Node construction() {
    Node derived = cpp.types.type();
    cursor.number();
    cursor.expect('_');
    Node base = cpp.types.type();
    return Names.phrase(Names.text("construction vtable for "), base, Names.text("-in-"), derived);
  }

  /** {@code h <number> _} or {@code v <number> _ <number> _}: the position is after the letter. */
  private void callOffset(char kind) {
    signed();
    cursor.expect('_');
    if (kind == 'v') {
      signed();
      cursor.expect('_');
    } else if (kind != 'h') {
      throw new MangledNameException("no offset " + kind);
    }
  }

  private void signed() {
    cursor.skip('n');
    while (cursor.isDigit()) {
      cursor.next();
    }
  }
}
