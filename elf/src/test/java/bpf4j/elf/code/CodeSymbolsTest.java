package bpf4j.elf.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfHeader;
import bpf4j.elf.ElfImage;
import bpf4j.elf.ElfSection;
import bpf4j.elf.ElfSymbol;
import bpf4j.elf.Tools;
import bpf4j.elf.demangle.Demangler;
import bpf4j.elf.internal.code.AddressLoads;
import bpf4j.elf.internal.code.DemangledNames;
import bpf4j.elf.process.BinaryFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uprobe offsets against what nm and readelf say, and what must be refused. */
class CodeSymbolsTest {
  private static final Pattern SYMBOL =
      Pattern.compile("^([0-9a-f]+) ([A-Za-z]) (\\S+)$", Pattern.MULTILINE);
  private static final Pattern EXECUTABLE_LOAD =
      Pattern.compile(
          "^  LOAD +0x([0-9a-f]+) 0x([0-9a-f]+) 0x[0-9a-f]+ 0x([0-9a-f]+) 0x[0-9a-f]+ . ?E",
          Pattern.MULTILINE);

  @TempDir Path folder;

  @Test
  void randomFunctionsOfSystemLibraries() throws IOException {
    Random random = new Random(200);
    int refused = 0;
    int compared = 0;
    for (String name : List.of("c", "m", "stdc++", "z", "bash", "crypto", "python3.11")) {
      Path path = BinaryFiles.find(name).orElse(null);
      if (path == null) {
        continue;
      }
      CodeSymbols symbols = CodeSymbols.of(ElfFile.open(path));
      List<MatchResult> all = symbols(path, "-D");
      String headers = Tools.run("readelf", "-lW", path.toString());
      Map<String, Set<String>> places = new HashMap<>();
      for (MatchResult symbol : all) {
        places.computeIfAbsent(symbol.group(3), n -> new TreeSet<>()).add(symbol.group(1));
      }
      for (int i = 0; i < 60; i++) {
        MatchResult symbol = all.get(random.nextInt(all.size()));
        long value = Long.parseUnsignedLong(symbol.group(1), 16);
        long expected = offset(headers, value);
        switch (symbol.group(2)) {
          case "i" -> {
            refused++;
            assertThatThrownBy(() -> symbols.find(symbol.group(3)))
                .isInstanceOf(CodeLocationException.class)
                .hasMessageContaining("IFUNC");
          }
          case "T", "W" -> {
            compared++;
            CodeLocation found = symbols.find(symbol.group(3));
            assertThat(found.address()).as(symbol.group()).isEqualTo(value);
            assertThat(found.fileOffset()).as(symbol.group()).isEqualTo(expected);
          }
          default -> {
            refused++;
            assertThat(expected).isEqualTo(-1);
            assertThatThrownBy(() -> symbols.find(symbol.group(3)))
                .isInstanceOf(CodeLocationException.class);
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(200);
    assertThat(refused).isGreaterThan(5);
  }

  private static List<MatchResult> symbols(Path path, String option) {
    return SYMBOL
        .matcher(Tools.run("nm", option, "--defined-only", path.toString()))
        .results()
        .filter(symbol -> !symbol.group(2).equals("A"))
        .toList();
  }

  /** The arithmetic on what readelf prints; -1 outside of code. */
  private static long offset(String headers, long value) {
    for (MatchResult load : EXECUTABLE_LOAD.matcher(headers).results().toList()) {
      long start = Long.parseUnsignedLong(load.group(2), 16);
      if (value >= start && value < start + Long.parseUnsignedLong(load.group(3), 16)) {
        return value - start + Long.parseUnsignedLong(load.group(1), 16);
      }
    }
    return -1;
  }

  @Test
  void listsTheImplementationsOfAFunctionChosenAtRunTime() throws IOException {
    Tools.requireX86();
    Path source = folder.resolve("where.c");
    Files.writeString(
        source,
        """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdio.h>
        #include <string.h>
        int main(void) {
          const char *names[] = {"strlen", "memcpy", "memset", "strcmp", "strchr", "memmove"};
          for (int i = 0; i < 6; i++) {
            void *at = dlsym(RTLD_DEFAULT, names[i]);
            Dl_info info;
            dladdr(at, &info);
            printf("%s %lx\\n", names[i], (long) at - (long) info.dli_fbase);
          }
        }
        """);
    Path program = folder.resolve("where");
    Tools.run("gcc", "-o", program.toString(), source.toString());
    CodeSymbols libc = CodeSymbols.of(ElfFile.open(BinaryFiles.find("c").orElseThrow()));

    for (String line : Tools.run(program.toString()).split("\n")) {
      String name = line.split(" ")[0];
      long chosen = Long.parseLong(line.split(" ")[1], 16);

      List<CodeLocation> places = libc.implementations(name);

      assertThat(places).map(CodeLocation::address).contains(chosen).doesNotHaveDuplicates();
      assertThat(places).hasSizeBetween(2, 20);
      CodeLocationException refusal =
          catchThrowableOfType(CodeLocationException.class, () -> libc.find(name));
      assertThat(refusal.candidates()).hasSizeGreaterThan(1);
      assertThat(places).containsAll(refusal.candidates());
    }
    assertThat(libc.implementations("malloc")).isEmpty();
  }

  @Test
  void choosesAsALinkerWouldAndRefusesToGuess() throws IOException {
    Tools.requireX86();
    Path one = folder.resolve("one.c");
    Files.writeString(
        one,
        """
        __attribute__((noinline)) static int twin(int x) { __asm__(""); return x + 1; }
        __attribute__((weak)) int soft(int x) { __asm__(""); return x + 3; }
        int alone(int x) { return twin(x) + soft(x); }
        int number = 4;
        __asm__(".globl label\\n.text\\nlabel: nop\\nnop\\nret");
        """);
    Path two = folder.resolve("two.c");
    Files.writeString(
        two,
        """
        __attribute__((noinline)) static int twin(int x) { __asm__(""); return x + 2; }
        extern int alone(int);
        int main(int n, char **a) { return twin(n) + alone(n) + (int) (long) a; }
        """);
    Path program = folder.resolve("twins");
    Tools.run("gcc", "-O1", "-o", program.toString(), one.toString(), two.toString());
    CodeSymbols symbols = CodeSymbols.of(ElfFile.open(program));

    CodeLocationException ambiguous =
        catchThrowableOfType(CodeLocationException.class, () -> symbols.find("twin"));
    assertThat(ambiguous).hasMessageContaining("several functions");
    assertThat(ambiguous.candidates()).hasSize(2);
    for (CodeLocation twin : ambiguous.candidates()) {
      assertThat(symbols.find("0x" + Long.toHexString(twin.address()))).isEqualTo(twin);
    }
    assertThat(symbols.matching("tw?n")).hasSize(2);
    assertThat(symbols.matching("so*").stream().map(CodeLocation::symbol)).contains("soft");
    assertThat(symbols.find("label").offset()).isZero();
    CodeLocation inside = symbols.find("alone+0x1");
    assertThat(inside.fileOffset()).isEqualTo(symbols.find("alone").fileOffset() + 1);
    assertThat(inside).hasToString("alone+0x1");
    assertThatThrownBy(() -> symbols.find("alone+4096")).hasMessageContaining("beyond");
    assertThatThrownBy(() -> symbols.find("number")).hasMessageContaining("not a function");
    assertThatThrownBy(() -> symbols.find("0x1")).hasMessageContaining("no code");
    assertThatThrownBy(() -> symbols.find("__libc_start_main")).hasMessageContaining("only calls");
    assertThatThrownBy(() -> symbols.find("allone")).hasMessageContaining("did you mean alone");
    assertThat(symbols.isGo()).isFalse();
    Tools.run("strip", program.toString());
    CodeSymbols stripped = CodeSymbols.of(ElfFile.open(program));
    assertThatThrownBy(() -> stripped.find("alone")).hasMessageContaining("no .symtab");
  }

  @Test
  void findsNamesAsTheyAreInTheSource() throws IOException {
    Path source = folder.resolve("shop.cc");
    Files.writeString(
        source,
        """
        namespace shop {
        int sell(int x) { return x; }
        int lend(int x) { return x; }
        int lend(long x) { return (int) x; }
        struct Till { int count() const; bool operator==(const Till &) const; };
        int Till::count() const { return 1; }
        bool Till::operator==(const Till &) const { return true; }
        template <class T> struct Box { Box(); T open(T x); };
        template <class T> Box<T>::Box() {}
        template <class T> T Box<T>::open(T x) { return x; }
        template struct Box<int>;
        namespace shop { int shop(int x) { return x; } }
        namespace { __attribute__((used)) int hide(int x) { return x; } }
        __attribute__((used)) static int keep(int x) { return x; }
        }
        """);
    Path library = folder.resolve("shop.so");
    Tools.run("g++", "-shared", "-fPIC", "-o", library.toString(), source.toString());
    CodeSymbols shop = CodeSymbols.of(ElfFile.open(library));
    CodeLocation sell = shop.find("_ZN4shop4sellEi");
    assertThat(shop.find("shop::sell(int)")).isEqualTo(sell);
    assertThat(shop.find("shop::sell")).isEqualTo(sell);
    assertThat(shop.find("shop::sell(int)+0x1").address()).isEqualTo(sell.address() + 1);
    assertThat(shop.find("shop::Till::count() const").symbol()).isEqualTo("_ZNK4shop4Till5countEv");
    assertThat(shop.find("shop::Till::operator==").symbol()).isEqualTo("_ZNK4shop4TilleqERKS0_");
    assertThat(shop.find("shop::lend(long)").symbol()).isEqualTo("_ZN4shop4lendEl");
    assertThat(shop.find("shop::Box<int>::open(int)").symbol()).isEqualTo("_ZN4shop3BoxIiE4openEi");
    assertThat(shop.find("shop::Box<int>::open").symbol()).isEqualTo("_ZN4shop3BoxIiE4openEi");
    assertThat(shop.find("shop::Box<int>::Box()").symbol()).startsWith("_ZN4shop3BoxIiEC");
    assertThat(shop.find("shop::shop::shop").symbol()).isEqualTo("_ZN4shop4shop4shopEi");
    assertThat(shop.find("shop::(anonymous namespace)::hide(int)").symbol())
        .isEqualTo("_ZN4shop12_GLOBAL__N_14hideEi");
    assertThat(shop.find("shop::keep").symbol()).isEqualTo("_ZN4shopL4keepEi");
    assertThatThrownBy(() -> shop.find("shop::lend"))
        .hasMessageContaining("is the name of several functions: shop::lend(")
        .hasMessageContaining("shop::lend(int) at 0x")
        .hasMessageContaining("shop::lend(long) at 0x");
    assertThatThrownBy(() -> shop.find("shop::give")).hasMessageContaining("no function");
  }

  @Test
  void findsEveryNameOfTheSource() {
    Path jvm = Path.of(System.getProperty("java.home"), "lib/server/libjvm.so");
    for (Path path : List.of(jvm, BinaryFiles.find("stdc++").orElseThrow())) {
      ElfFile scanned = ElfFile.open(path);
      ElfFile indexed = ElfFile.open(path);
      for (int i = 0; i < 3; i++) {
        assertThat(indexed.symbolsMentioning(List.of("surely_no_such_word"))).isEmpty();
      }
      List<ElfSymbol> mangled =
          Stream.concat(scanned.dynamicSymbols().stream(), scanned.symbols().stream())
              .filter(symbol -> symbol.isDefined() && symbol.isFunction())
              .filter(symbol -> symbol.name().startsWith("_Z"))
              .toList();
      assertThat(indexed.symbolsMentioning(List.of()).size())
          .isGreaterThanOrEqualTo(mangled.size());
      Random random = new Random(4);
      for (int i = 0; i < 300; i++) {
        ElfSymbol symbol = mangled.get(random.nextInt(mangled.size()));
        String name = Demangler.readable(symbol.name());
        assertThat(DemangledNames.find(indexed, name).contains(symbol)).as(name).isTrue();
      }
      // What the first calls find without an index is the same.
      for (String word : List.of("length", "allocate", "what", "iterator", "oop", "a")) {
        List<ElfSymbol> found = ElfFile.open(path).symbolsMentioning(List.of(word));
        assertThat(indexed.symbolsMentioning(List.of(word)).equals(found)).as(word).isTrue();
      }
      assertThat(indexed.symbolsMentioning(List.of("length")).size()).isBetween(1, 5000);
    }
  }

  @Test
  void findsVersions() {
    CodeSymbols libc = CodeSymbols.of(ElfFile.open(BinaryFiles.find("c").orElseThrow()));
    CodeLocation now = libc.find("pthread_cond_wait");
    CodeLocation before = libc.find("pthread_cond_wait@GLIBC_2.2.5");
    assertThat(now.symbol()).startsWith("pthread_cond_wait@@");
    assertThat(libc.find(now.symbol())).isEqualTo(now);
    assertThat(before.fileOffset()).isNotEqualTo(now.fileOffset());
    assertThat(libc.find("pthread_cond_wait@GLIBC_2.2.5+0x2").address())
        .isEqualTo(before.address() + 2);
  }

  @Test
  void recognisesGo() {
    for (boolean is64Bit : new boolean[] {true, false}) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
        ElfImage image = new ElfImage(is64Bit, order, ElfHeader.EM_X86_64, 0x10000);
        ElfFile plain = ElfFile.parse(ByteBuffer.wrap(image.build()));
        assertThat(CodeSymbols.of(plain).isGo()).isFalse();
        byte[] note = image.note("Go", 4, ByteBuffer.wrap(new byte[8]));
        image.section(".note.renamed", ElfSection.SHT_NOTE, 0, note, 0);
        image.symbol("main.main", ElfSymbol.STT_FUNC, 0x10004, 8);
        CodeSymbols go = CodeSymbols.of(ElfFile.parse(ByteBuffer.wrap(image.build())));
        assertThat(go.isGo()).isTrue();
        assertThat(go.find("main.main").fileOffset()).isEqualTo(4);
        assertThat(go.find("main.main+3").fileOffset()).isEqualTo(7);
      }
    }
  }

  @Test
  void refusesObjectFiles() throws IOException {
    Path source = folder.resolve("empty.c");
    Files.writeString(source, "int f(void) { return 1; }\n");
    Path object = folder.resolve("empty.o");
    Tools.run("gcc", "-c", "-o", object.toString(), source.toString());
    ElfFile file = ElfFile.open(object);
    assertThatThrownBy(() -> CodeSymbols.of(file)).isInstanceOf(CodeLocationException.class);
  }

  @Test
  void findsAddressesInCodeOfArm() throws IOException {
    Path source = folder.resolve("arm.s");
    Files.writeString(
        source,
        """
        .text
        start: nop
               adrp x3, #0x5000
               adr x1, end
               mov x0, x2
               add x4, x3, #0x123
               adr x2, start
               adrp x9, #-0x1000
               add x9, x9, #8
        end:   ret
        """);
    Path object = folder.resolve("arm.o");
    Tools.run("clang", "-target", "aarch64", "-c", "-o", object.toString(), source.toString());
    ElfFile file = ElfFile.open(object);
    ByteBuffer code = file.bytes(file.section(".text").orElseThrow());
    List<Long> found =
        new ArrayList<>(AddressLoads.in(ElfHeader.EM_AARCH64, code, 0x7f0000002000L));
    assertThat(found)
        .containsExactly(0x7f0000001008L, 0x7f0000002000L, 0x7f0000002000L + 32, 0x7f0000007123L);
  }
}
