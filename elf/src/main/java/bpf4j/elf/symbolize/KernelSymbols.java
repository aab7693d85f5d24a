package bpf4j.elf.symbolize;

import bpf4j.elf.internal.symbolize.AddressTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions and variables of the running kernel and its modules, from {@code /proc/kallsyms};
 * BPF programs are among them.
 *
 * <p>It is read once, some ten megabytes: read it again to know of modules and programs loaded
 * since. Without {@code CAP_SYSLOG}, or where {@code kernel.kptr_restrict} says so, the kernel
 * gives no addresses; {@link #isRestricted} tells. Immutable and safe for use by several threads.
 */
public final class KernelSymbols implements Symbolizer {
  private static final Path FILE = Path.of("/proc/kallsyms");
  private static final String KERNEL = "[kernel]";

  private final AddressTable table;
  // The module of each row in the order of the file; rows of one module follow each other.
  private final String[] modules;
  private final boolean isRestricted;

  private KernelSymbols(AddressTable table, String[] modules, boolean isRestricted) {
    this.table = table;
    this.modules = modules;
    this.isRestricted = isRestricted;
  }

  /**
   * Reads the symbols of the running kernel.
   *
   * @return the symbols
   * @throws UncheckedIOException when the file cannot be read
   */
  public static KernelSymbols load() {
    try {
      return parse(Files.readAllBytes(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the symbols of the kernel", e);
    }
  }

  /**
   * Parses the text of such a file.
   *
   * @param text lines of an address in hexadecimal, a letter for the type, a name and, in brackets,
   *     the module
   * @return the symbols of type {@code t}, {@code T}, {@code w}, {@code W} and of data; other lines
   *     are left out
   */
  public static KernelSymbols parse(byte[] text) {
    AddressTable.Builder builder = new AddressTable.Builder();
    List<String> modules = new ArrayList<>();
    boolean isRestricted = true;
    String module = KERNEL;
    int at = 0;
    while (at < text.length) {
      int end = at;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      long address = 0;
      int i = at;
      for (int digit; i < end && (digit = Character.digit(text[i], 16)) >= 0; i++) {
        address = address << 4 | digit;
      }
      int name = i + 3;
      if (i > at && name < end && text[i] == ' ' && text[i + 2] == ' ') {
        int nameEnd = name;
        while (nameEnd < end && text[nameEnd] != '\t' && text[nameEnd] != ' ') {
          nameEnd++;
        }
        int bracket = nameEnd + 1;
        if (bracket < end && text[bracket] == '[' && text[end - 1] == ']') {
          String found = new String(text, bracket, end - bracket, StandardCharsets.UTF_8);
          module = found.equals(module) ? module : found;
        } else {
          module = KERNEL;
        }
        isRestricted &= address == 0;
        builder.add(address, text, name, nameEnd);
        modules.add(module);
      }
      at = end + 1;
    }
    return new KernelSymbols(builder.build(), modules.toArray(String[]::new), isRestricted);
  }

  /**
   * Tells whether the kernel hides its addresses from this process.
   *
   * @return true when all are 0; nothing is found then
   */
  public boolean isRestricted() {
    return isRestricted;
  }

  /**
   * Returns how many symbols there are.
   *
   * @return their number
   */
  public int size() {
    return table.size();
  }

  @Override
  public Frame symbolize(long address) {
    int index = isRestricted ? -1 : table.find(address);
    // The lower half of the address space is that of processes; per-CPU variables are there too.
    if (index < 0 || address >= 0) {
      return Frame.unknown(address);
    }
    return frame(index, address);
  }

  /**
   * Finds all symbols of a name: static functions of several source files may share one, and a
   * probe on such a name is refused by the kernel. The first call makes an index of the names.
   *
   * @param name the name
   * @return where they start, by ascending addresses
   */
  public List<Frame> find(String name) {
    List<Frame> found = new ArrayList<>();
    for (int index : table.find(name)) {
      found.add(frame(index, table.start(index)));
    }
    return found;
  }

  private Frame frame(int index, long address) {
    String module = modules[table.row(index)];
    return new Frame(address, table.name(index), address - table.start(index), module);
  }
}
