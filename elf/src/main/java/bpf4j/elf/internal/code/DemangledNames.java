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

  /** Between scopes: the end of a function without parameters, and what is not exported. */
  private static final String NEXT = "(?:EN?[rVK]*)?L?";

  /** The hash at the end of a name that Rust mangles as if it were C++. */
  private static final Pattern RUST = Pattern.compile("17h[0-9a-f]{16}E");

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
    String path = path(name);
    List<ElfSymbol> near = file.symbolsMentioning(words(path));
    List<Pattern> scopes = scopes(path);
    List<ElfSymbol> exact = new ArrayList<>();
    List<ElfSymbol> longer = new ArrayList<>();
    for (ElfSymbol symbol : near) {
      if (!mayMean(symbol.name(), scopes)) {
        continue;
      }
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
   * The scopes and the function of a name, with a new line for what stands between them that is no
   * identifier.
   */
  private static String path(String name) {
    String text = UNNAMED.matcher(name).replaceAll("\n");
    String path = withoutArguments(OPERATOR.split(text, 2)[0]);
    return path.substring(path.lastIndexOf(' ') + 1);
  }

  /**
   * The identifiers that a mangled name has to mention for it to mean a path: all but those that
   * are abbreviated when they are mangled.
   */
  private static Set<String> words(String path) {
    Set<String> words = new LinkedHashSet<>();
    WORD.matcher(path)
        .results()
        .map(MatchResult::group)
        .filter(DemangledNames::isSpeltOut)
        .forEach(words::add);
    return words;
  }

  private static boolean isSpeltOut(String word) {
    return PLAIN.matcher(word).matches() && !ABBREVIATED.contains(word);
  }

  /** How C++ mangles scopes that follow each other: with their lengths, one after the other. */
  private static List<Pattern> scopes(String path) {
    List<Pattern> scopes = new ArrayList<>();
    StringBuilder scope = new StringBuilder();
    String previous = "";
    for (String part : path.split("::", -1)) {
      String word = part.startsWith("~") ? part.substring(1).strip() : part.strip();
      boolean isEnd = !isSpeltOut(word);
      if (isEnd || part.startsWith("\n")) {
        end(scope, scopes);
        previous = "";
      }
      if (!isEnd) {
        // Constructors and destructors are named by a letter.
        String letter = word.equals(previous) ? "(?:[CD]|" : "(?:";
        scope.append(scope.length() == 0 ? "" : NEXT);
        scope.append(letter).append(word.length()).append(word).append(')');
        previous = word;
      }
      if (part.endsWith("\n")) {
        end(scope, scopes);
        previous = "";
      }
    }
    end(scope, scopes);
    return scopes;
  }

  private static void end(StringBuilder scope, List<Pattern> scopes) {
    if (scope.length() > 0) {
      scopes.add(Pattern.compile(scope.toString()));
      scope.setLength(0);
    }
  }

  /** Whether a mangled name may mean a path: most names that have its words do not. */
  private static boolean mayMean(String name, List<Pattern> scopes) {
    if (!name.startsWith("_Z")) {
      return true;
    }
    for (Pattern scope : scopes) {
      if (!scope.matcher(name).find()) {
        // Rust writes other things into identifiers, and between them.
        return name.contains("17h") && RUST.matcher(name).find();
      }
    }
    return true;
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
        path.append(depth == 1 ? "\n" : "");
      } else if (c == '>' && depth > 0 && parentheses == 0) {
        depth--;
      } else if (depth == 0) {
        path.append(c);
      }
    }
    return path.toString();
  }
}
