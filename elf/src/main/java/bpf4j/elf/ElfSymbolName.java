package bpf4j.elf;

import bpf4j.elf.internal.StringTable;
import java.util.List;

/**
 * The name of a symbol to look for: {@code memcpy}, {@code memcpy@GLIBC_2.2.5} for that version, or
 * {@code memcpy@@GLIBC_2.14} for that version if it is the default.
 *
 * @param text the name alone
 * @param key the same, to compare with
 * @param version the version, or null when any will do
 * @param onlyDefault whether it has to be the default version
 */
record ElfSymbolName(String text, StringTable.Name key, String version, boolean onlyDefault) {
  static ElfSymbolName parse(String text) {
    int at = text.indexOf('@', 1);
    if (at < 0) {
      return new ElfSymbolName(text, new StringTable.Name(text), null, false);
    }
    boolean onlyDefault = text.startsWith("@@", at);
    String name = text.substring(0, at);
    return new ElfSymbolName(
        name, new StringTable.Name(name), text.substring(at + (onlyDefault ? 2 : 1)), onlyDefault);
  }

  /** Tells whether a symbol of this name has a version that is asked for. */
  boolean accepts(ElfSymbol symbol) {
    return (version == null || version.equals(symbol.version()))
        && (!onlyDefault || symbol.isDefault());
  }

  /** Of several definitions the one that a linker would choose, the first of equals, or null. */
  static ElfSymbol best(List<ElfSymbol> found) {
    ElfSymbol best = null;
    for (ElfSymbol symbol : found) {
      if (best == null || rank(symbol) > rank(best)) {
        best = symbol;
      }
    }
    return best;
  }

  /** Without a version the default is meant; after that, global goes before weak before local. */
  private static int rank(ElfSymbol symbol) {
    int binding =
        switch (symbol.binding()) {
          case ElfSymbol.STB_LOCAL -> 0;
          case ElfSymbol.STB_WEAK -> 1;
          default -> 2;
        };
    return (symbol.isDefault() ? 3 : 0) + binding;
  }
}
