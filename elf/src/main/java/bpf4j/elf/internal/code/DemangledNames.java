package bpf4j.elf.internal.code;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfSymbol;
import bpf4j.elf.demangle.Demangler;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds functions by their names in the source. */
public final class DemangledNames {
  /** What stands for something without a name, or was added to a name: no identifiers. */
  private static final Pattern UNNAMED =
      Pattern.compile("\\(anonymous namespace\\)|\\{[^{}]*}|\\[[^\\[\\]]*]");

  private static final Pattern OPERATOR = Pattern.compile("\\boperator\\b");
  private static final Pattern WORD = Pattern.compile("[\\w\\x{80}-\\x{10ffff}]+");

  /** Letters that are not ASCII are encoded when Rust mangles them. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_]\\w*");

  private static final Set<String> ABBREVIATED =
      Set.of(
          "std",
          "allocator",
          "string",
          "basic_string",
          "istream",
          "basic_istream",
          "ostream",
          "basic_ostream",
          "iostream",
          "basic_iostream");

  private DemangledNames() {}

  /**
   * Tells whether a name can be one of C++ or Rust: it names a scope or parameters.
   *
   * @param name the name
   * @return whether looking for it makes sense
   */
  public static boolean mayBe(String name) {
    return name.contains("::") || name.endsWith(")") || name.endsWith(" const");
  }

  /**
   * Finds symbols. The variants of a constructor all have its name.
   *
   * @param file the file
   * @param name the name with parameters, or without
   * @return the symbols that demangle to it; those with parameters only if none do so exactly
   */
  public static List<ElfSymbol> find(ElfFile file, String name) {
    List<ElfSymbol> near = file.symbolsMentioning(words(name));
    List<ElfSymbol> exact = new ArrayList<>();
    List<ElfSymbol> longer = new ArrayList<>();
    for (ElfSymbol symbol : near) {
      String text = Demangler.readable(symbol.name());
      if (text.equals(name)) {
        exact.add(symbol);
      } else if (text.startsWith(name)
          && text.startsWith("(", name.length())
          && text.indexOf(")::", name.length()) < 0) {
        longer.add(symbol);
      }
    }
    return exact.isEmpty() ? longer : exact;
  }

  /**
   * The identifiers that a mangled name has to mention for it to mean a name: those of the scopes
   * and of the function, but for what is abbreviated when it is mangled. Of a name that cannot be
   * taken apart they are none.
   */
  static Set<String> words(String name) {
    String text = UNNAMED.matcher(name).replaceAll("");
    String path = withoutArguments(OPERATOR.split(text, 2)[0]);
    Set<String> words = new LinkedHashSet<>();
    WORD.matcher(path.substring(path.lastIndexOf(' ') + 1))
        .results()
        .map(MatchResult::group)
        .filter(word -> PLAIN.matcher(word).matches() && !ABBREVIATED.contains(word))
        .forEach(words::add);
    return words;
  }

  /** What comes before the parameters, without template arguments. */
  private static String withoutArguments(String text) {
    StringBuilder path = new StringBuilder();
    int depth = 0;
    int parentheses = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (depth > 0 && (c == '(' || c == ')')) {
        // Within them, < and > compare.
        parentheses += c == '(' ? 1 : -1;
      } else if (c == '(') {
        break;
      } else if (c == '<' && parentheses == 0) {
        depth++;
      } else if (c == '>' && depth > 0 && parentheses == 0) {
        depth--;
      } else if (depth == 0) {
        path.append(c);
      }
    }
    return path.toString();
  }
}
