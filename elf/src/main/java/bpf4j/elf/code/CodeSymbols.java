package bpf4j.elf.code;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfHeader;
import bpf4j.elf.ElfSegment;
import bpf4j.elf.ElfSymbol;
import bpf4j.elf.demangle.Demangler;
import bpf4j.elf.internal.code.AddressLoads;
import bpf4j.elf.internal.code.DemangledNames;
import bpf4j.elf.internal.code.FunctionStarts;
import bpf4j.elf.internal.code.GoBinaries;
import bpf4j.elf.internal.code.NearestNames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The functions of a file by name.
 *
 * <pre>{@code
 * CodeSymbols bash = CodeSymbols.of(ElfFile.open(Path.of("/bin/bash")));
 * long uprobe = bash.find("readline").fileOffset();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class CodeSymbols {
  private static final Pattern WITH_OFFSET =
      Pattern.compile("(.+)\\+(0[xX][0-9a-fA-F]{1,16}|\\d{1,18})");
  private static final Pattern ADDRESS = Pattern.compile("0[xX]([0-9a-fA-F]{1,16})");
  private static final int MOST_RESOLVER_BYTES = 1 << 16;

  private final ElfFile file;
  private final boolean isGo;

  private CodeSymbols(ElfFile file) {
    this.file = file;
    this.isGo = GoBinaries.isGo(file);
  }

  /**
   * Looks at a file.
   *
   * @param file a program or shared library
   * @return its functions
   * @throws CodeLocationException when it is an object file or a core dump, whose code is not run
   *     from the file
   */
  public static CodeSymbols of(ElfFile file) {
    int type = file.header().type();
    if (type != ElfHeader.ET_EXEC && type != ElfHeader.ET_DYN) {
      throw new CodeLocationException(
          "the ELF file has type " + type + ", not that of a program or shared library", List.of());
    }
    return new CodeSymbols(file);
  }

  /**
   * Tells whether the file has code of Go, in which returns cannot be probed: Go moves stacks, and
   * with them the return addresses that a uretprobe has put there, which ends the process.
   *
   * @return true when it was built by Go
   */
  public boolean isGo() {
    return isGo;
  }

  /**
   * Finds a place in code.
   *
   * <p>The name is that of a function as the symbol table has it, with a version ({@code
   * memcpy@GLIBC_2.14}) where that matters, and {@code +offset} in bytes, decimal or in
   * hexadecimal. An offset must be that of an instruction: the kernel does not check it on x86, and
   * a probe in the midst of one ends the process. Instead of a name there may be an address, {@code
   * 0x1234}, as the file numbers them.
   *
   * <p>Functions that the file exports come first. Of several that it does not, one that is not
   * weak is chosen before weak ones.
   *
   * @param name the name
   * @return the place
   * @throws CodeLocationException when there is no function of this name, or there are several, or
   *     it is chosen at run time (IFUNC), or the offset lies beyond its end
   */
  public CodeLocation find(String name) {
    Matcher address = ADDRESS.matcher(name);
    if (address.matches()) {
      return atAddress(name, Long.parseUnsignedLong(address.group(1), 16));
    }
    Matcher offset = WITH_OFFSET.matcher(name);
    if (offset.matches() && symbols(name).isEmpty()) {
      return within(function(offset.group(1)), name, Long.decode(offset.group(2)));
    }
    return within(function(name), name, 0);
  }

  /**
   * Finds all functions that a pattern matches.
   *
   * @param pattern names of symbols, without versions, where {@code *} stands for any characters
   *     and {@code ?} for one
   * @return the functions, each once although it may have several names; functions that are chosen
   *     at run time are left out
   */
  public List<CodeLocation> matching(String pattern) {
    Pattern names = glob(pattern);
    Map<Long, CodeLocation> found = new LinkedHashMap<>();
    Stream.concat(file.dynamicSymbols().stream(), file.symbols().stream())
        .filter(symbol -> symbol.isDefined() && symbol.isFunction())
        .filter(symbol -> names.matcher(symbol.name()).matches())
        .forEach(
            symbol -> {
              OptionalLong offset = file.codeOffset(symbol.value());
              if (offset.isPresent()) {
                found.putIfAbsent(offset.getAsLong(), start(symbol, offset.getAsLong()));
              }
            });
    return List.copyOf(found.values());
  }

  /**
   * Lists what a function that is chosen at run time (IFUNC), such as {@code strlen} of the GNU C
   * library, may turn out to be: the functions whose addresses the choosing code computes. Known on
   * x86-64 and arm64.
   *
   * @param name the name of such a function
   * @return its implementations; none when it is an ordinary function, or when none could be found
   * @throws CodeLocationException when there is no such symbol
   */
  public List<CodeLocation> implementations(String name) {
    List<ElfSymbol> symbols = symbols(name);
    if (symbols.isEmpty()) {
      throw absent(name);
    }
    Map<Long, CodeLocation> found = new LinkedHashMap<>();
    for (ElfSymbol symbol : symbols) {
      if (symbol.type() == ElfSymbol.STT_GNU_IFUNC) {
        implementations(symbol).forEach(place -> found.putIfAbsent(place.address(), place));
      }
    }
    return List.copyOf(found.values());
  }

  private List<CodeLocation> implementations(ElfSymbol chooser) {
    long size = Math.min(chooser.size(), MOST_RESOLVER_BYTES);
    FunctionStarts starts = FunctionStarts.of(file);
    List<CodeLocation> found = new ArrayList<>();
    for (ElfSegment segment : file.segments()) {
      long at = chooser.value() - segment.address();
      if (segment.type() == ElfSegment.PT_LOAD
          && segment.isExecutable()
          && segment.holds(chooser.value())
          && size <= segment.fileSize() - at) {
        ByteBuffer code = file.bytes(segment).slice((int) at, (int) size);
        for (long address : AddressLoads.in(file.header().machine(), code, chooser.value())) {
          OptionalLong offset = file.codeOffset(address);
          if (offset.isPresent() && starts.contains(address)) {
            found.add(new CodeLocation(nameAt(address), 0, address, offset.getAsLong()));
          }
        }
      }
    }
    return found;
  }

  private String nameAt(long address) {
    return file.nearestSymbol(address)
        .filter(symbol -> symbol.value() == address)
        .map(ElfSymbol::versionedName)
        .orElse("0x" + Long.toHexString(address));
  }

  private CodeLocation atAddress(String name, long address) {
    OptionalLong offset = file.codeOffset(address);
    if (offset.isEmpty()) {
      throw new CodeLocationException("no code is loaded at " + name + " of the file", List.of());
    }
    return file.nearestSymbol(address)
        .filter(symbol -> symbol.covers(address))
        .map(
            symbol ->
                new CodeLocation(
                    symbol.versionedName(), address - symbol.value(), address, offset.getAsLong()))
        .orElse(new CodeLocation(name, 0, address, offset.getAsLong()));
  }

  private CodeLocation within(ElfSymbol symbol, String name, long offset) {
    if (offset != 0 && Long.compareUnsigned(offset, symbol.size()) >= 0) {
      throw new CodeLocationException(
          name + " is beyond the " + symbol.size() + " bytes of the function", List.of());
    }
    long address = symbol.value() + offset;
    if (file.header().machine() == ElfHeader.EM_AARCH64 && address % 4 != 0) {
      throw new CodeLocationException(
          name + " is no instruction: those of arm64 are at multiples of 4", List.of());
    }
    OptionalLong place = file.codeOffset(address);
    if (place.isEmpty()) {
      throw new CodeLocationException(
          name + " is not in code that is loaded from the file", List.of());
    }
    return new CodeLocation(symbol.versionedName(), offset, address, place.getAsLong());
  }

  private ElfSymbol function(String name) {
    List<ElfSymbol> symbols = symbols(name);
    if (symbols.isEmpty()) {
      throw absent(name);
    }
    // Of the exported ones the default version is what programs are linked with.
    List<ElfSymbol> exported =
        symbols.stream().filter(s -> s.isDynamic() && s.isDefault()).toList();
    List<ElfSymbol> strong =
        symbols.stream().filter(s -> s.binding() != ElfSymbol.STB_WEAK).toList();
    List<ElfSymbol> best = !exported.isEmpty() ? exported : !strong.isEmpty() ? strong : symbols;
    ElfSymbol first = best.get(0);
    if (first.type() == ElfSymbol.STT_GNU_IFUNC) {
      throw chosenAtRunTime(name, implementations(first));
    }
    if (best.stream().anyMatch(symbol -> symbol.value() != first.value())) {
      throw ambiguous(name, best);
    }
    return first;
  }

  private List<ElfSymbol> symbols(String name) {
    List<ElfSymbol> named = functions(file.findSymbols(name));
    return named.isEmpty() && DemangledNames.mayBe(name)
        ? functions(DemangledNames.find(file, name))
        : named;
  }

  private List<ElfSymbol> functions(List<ElfSymbol> found) {
    List<ElfSymbol> all = found.stream().filter(s -> s.section() > 0).toList();
    List<ElfSymbol> functions =
        all.stream().filter(s -> s.isFunction() || s.type() == ElfSymbol.STT_GNU_IFUNC).toList();
    // Labels in assembly have no type.
    return !functions.isEmpty()
        ? functions
        : all.stream()
            .filter(s -> s.type() == ElfSymbol.STT_NOTYPE)
            .filter(s -> file.codeOffset(s.value()).isPresent())
            .toList();
  }

  private CodeLocationException absent(String name) {
    List<ElfSymbol> others = file.findSymbols(name);
    if (!others.isEmpty()) {
      return new CodeLocationException(name + " is not a function", List.of());
    }
    boolean isUsed =
        file.dynamicSymbols().stream().anyMatch(s -> !s.isDefined() && s.name().equals(name));
    if (isUsed) {
      return new CodeLocationException(
          "the file only calls " + name + "; name the library that defines it", List.of());
    }
    List<String> near =
        NearestNames.of(
            name,
            Stream.concat(file.dynamicSymbols().stream(), file.symbols().stream())
                .filter(symbol -> symbol.isDefined() && symbol.isFunction())
                .map(ElfSymbol::name));
    String meant = near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?";
    String stripped = file.symbols().isEmpty() ? " (it has no .symtab, only exported names)" : "";
    return new CodeLocationException(
        "the file has no function " + name + stripped + meant, List.of());
  }

  private CodeLocationException ambiguous(String name, List<ElfSymbol> symbols) {
    List<CodeLocation> places = new ArrayList<>();
    StringBuilder list = new StringBuilder();
    for (ElfSymbol symbol : symbols) {
      OptionalLong offset = file.codeOffset(symbol.value());
      if (offset.isPresent()) {
        places.add(start(symbol, offset.getAsLong()));
        String source = Demangler.readable(symbol.name());
        list.append(list.length() == 0 ? "" : ", ")
            .append(source.equals(symbol.name()) ? symbol.versionedName() : source)
            .append(" at 0x")
            .append(Long.toHexString(symbol.value()));
      }
    }
    return new CodeLocationException(
        name
            + " is the name of several functions: "
            + list
            + "; give all of the name, or the address",
        places);
  }

  private static CodeLocationException chosenAtRunTime(String name, List<CodeLocation> places) {
    String list =
        places.isEmpty()
            ? "its implementations are not known"
            : "probe its implementations: "
                + String.join(", ", places.stream().map(CodeLocation::toString).toList());
    return new CodeLocationException(
        name + " is chosen at run time (IFUNC) and never runs itself; " + list, places);
  }

  private static CodeLocation start(ElfSymbol symbol, long fileOffset) {
    return new CodeLocation(symbol.versionedName(), 0, symbol.value(), fileOffset);
  }

  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
