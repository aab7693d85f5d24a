package bpf4j.elf;

import bpf4j.elf.internal.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Both symbol tables of a file, and what is found in them. */
final class ElfSymbols {
  private final ElfFile file;
  private final Bytes bytes;
  // Whose .symtab stands in for the file's own, or null.
  private final ElfSymbols other;

  // Made at first use. Racing threads make equal ones, and all fields of these are safe to share.
  private volatile ElfSymbolTable dynamicTable;
  private volatile ElfSymbolTable fullTable;
  private volatile ElfAddresses addresses;

  /**
   * Makes the tables.
   *
   * @param other the symbols of another file, whose {@code .symtab} is taken, or null
   */
  ElfSymbols(ElfFile file, Bytes bytes, ElfSymbols other) {
    this.file = file;
    this.bytes = bytes;
    this.other = other;
  }

  /** The symbols of {@code .dynsym}. */
  ElfSymbolTable dynamicTable() {
    ElfSymbolTable table = dynamicTable;
    if (table == null) {
      table = new ElfSymbolTables(file, bytes).find(ElfSection.SHT_DYNSYM);
      dynamicTable = table;
    }
    return table;
  }

  /** The symbols of {@code .symtab}. */
  ElfSymbolTable fullTable() {
    if (other != null) {
      return other.fullTable();
    }
    ElfSymbolTable table = fullTable;
    if (table == null) {
      table = new ElfSymbolTables(file, bytes).find(ElfSection.SHT_SYMTAB);
      fullTable = table;
    }
    return table;
  }

  /** All definitions of a name, those of {@code .dynsym} first. */
  List<ElfSymbol> findAll(ElfSymbolName wanted) {
    List<ElfSymbol> found = new ArrayList<>();
    dynamicTable().find(wanted, found);
    fullTable().find(wanted, found);
    return found;
  }

  /** The definition of a name that a linker would choose, or null. */
  ElfSymbol find(ElfSymbolName wanted) {
    List<ElfSymbol> found = new ArrayList<>();
    dynamicTable().find(wanted, found);
    ElfSymbol best = ElfSymbolName.best(found);
    // What the dynamic linker takes for this name needs no comparing with the longer table.
    if (best == null || !best.isDefault()) {
      fullTable().find(wanted, found);
      best = ElfSymbolName.best(found);
    }
    return best;
  }

  /** All definitions with mangled names that have some words, those of {@code .dynsym} first. */
  List<ElfSymbol> findMentioning(Collection<String> words) {
    List<byte[]> wanted =
        words.stream()
            .map(ElfWords::encode)
            .filter(word -> word.length > 0 && word.length <= ElfWords.MAX_LENGTH)
            .toList();
    List<ElfSymbol> found = new ArrayList<>();
    dynamicTable().findMentioning(wanted, found);
    fullTable().findMentioning(wanted, found);
    return found;
  }

  /** The symbol that covers an address, else the closest one before it, else empty. */
  Optional<ElfSymbol> nearest(long address) {
    ElfAddresses sorted = addresses;
    if (sorted == null) {
      sorted = new ElfAddresses(dynamicTable(), fullTable());
      addresses = sorted;
    }
    return sorted.nearest(address);
  }
}
