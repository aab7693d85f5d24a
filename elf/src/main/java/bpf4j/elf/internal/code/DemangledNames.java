package bpf4j.elf.internal.code;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfSymbol;
import bpf4j.elf.demangle.Demangler;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds functions by their names in the source. */
public final class DemangledNames {
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
    String last = name.replaceFirst("[(<].*", "").strip();
    String word = last.substring(Math.max(last.lastIndexOf(':'), last.lastIndexOf('~')) + 1);
    List<ElfSymbol> near =
        Stream.concat(file.dynamicSymbols().stream(), file.symbols().stream())
            .filter(symbol -> symbol.name().startsWith("_"))
            // Its last word is in the mangled name too, unless it is an operator.
            .filter(symbol -> word.startsWith("operator") || symbol.name().contains(word))
            .toList();
    List<ElfSymbol> exact = near.stream().filter(symbol -> is(symbol, name, false)).toList();
    return exact.isEmpty()
        ? near.stream().filter(symbol -> is(symbol, name, true)).toList()
        : exact;
  }

  private static boolean is(ElfSymbol symbol, String name, boolean hasParameters) {
    Optional<String> demangled = Demangler.demangle(symbol.name());
    return demangled
        .filter(
            text ->
                text.equals(name)
                    || (hasParameters
                        && text.startsWith(name + "(")
                        && text.indexOf(")::", name.length()) < 0))
        .isPresent();
  }
}
