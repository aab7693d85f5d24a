package bpf4j.elf.demangle;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfSymbol;
import bpf4j.elf.Mutation;
import bpf4j.elf.Tools;
import bpf4j.elf.process.BinaryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All names of large C++ libraries as c++filt demangles them. */
class DemanglerTest {
  @TempDir Path folder;

  private static List<String> names(Path path) {
    ElfFile file = ElfFile.open(path);
    return Stream.concat(file.symbols().stream(), file.dynamicSymbols().stream())
        .map(ElfSymbol::name)
        .filter(name -> name.startsWith("_Z"))
        .distinct()
        .toList();
  }

  private static Path jvm() {
    return Path.of(System.getProperty("java.home"), "lib/server/libjvm.so");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jvm", "stdc++", "z3"})
  void namesOfALibrary(String library) throws IOException {
    Path path = library.equals("jvm") ? jvm() : BinaryFiles.find(library).orElse(null);
    Tools.require(path != null || library.equals("z3"), library + " is not installed");
    if (path == null) {
      return;
    }
    List<String> names = names(path);
    Path list = folder.resolve("names");
    Files.write(list, names);
    List<String> expected = Tools.run("c++filt", "-i", "@" + list).lines().toList();
    assertThat(expected).hasSameSizeAs(names);
    int unknown = 0;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (expected.get(i).equals(name)) {
        // Such as _ZGR…_ with no number, which c++filt leaves as it is.
        unknown++;
      } else {
        assertThat(normal(Demangler.readable(name))).as(name).isEqualTo(normal(expected.get(i)));
      }
    }
    assertThat(names).hasSizeGreaterThan(200);
    assertThat(unknown).isLessThan(5);
  }

  /** Of empty parameter packs c++filt leaves traces: a comma, or {@code >>} without a space. */
  private static String normal(String name) {
    String previous;
    String text = name;
    do {
      previous = text;
      text = text.replace("> >", ">>").replace(", , ", ", ").replace("(, ", "(");
    } while (!text.equals(previous));
    return text;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "_Z1fv|f()",
        "_ZN3fooC2ERKS_|foo::foo(foo const&)",
        "_ZN3fooD0Ev|foo::~foo()",
        "_ZNSsC1Ev|std::basic_string<char, std::char_traits<char>, std::allocator<char> >::basic_string()",
        "_Z1fSs|f(std::string)",
        "_ZN3fooplERKS_|foo::operator+(foo const&)",
        "_ZN3foocviEv|foo::operator int()",
        "_ZN3foocvT_IiEEv|foo::operator int<int>()",
        "_Z1fPFivEPFPFvcEiE|f(int (*)(), void (*(*)(int))(char))",
        "_Z1fRA3_KcPA4_A5_i|f(char const (&) [3], int (*) [4][5])",
        "_Z1fM3FooKFivEMS_i|f(int (Foo::*)() const, int Foo::*)",
        "_Z1fIJicEEvDpOT_|void f<int, char>(int&&, char&&)",
        "_Z1fIRiEvOT_|void f<int&>(int&)",
        "_Z3foov.isra.0.cold|foo() [clone .isra.0] [clone .cold]",
        "_ZZ3foovE1x_0|foo()::x",
        "_ZZ3foovENKUlicE0_clEic|foo()::{lambda(int, char)#2}::operator()(int, char) const",
        "_ZN12_GLOBAL__N_11fEv|(anonymous namespace)::f()",
        "_ZN3foo3barB5cxx11Ev|foo::bar[abi:cxx11]()",
        "_ZTV3foo|vtable for foo",
        "_ZThn16_N3foo3barEv|non-virtual thunk to foo::bar()",
        "_ZTv0_n24_N3foo3barEv|virtual thunk to foo::bar()",
        "_ZTCN1A1BE8_1C|construction vtable for C-in-A::B",
        "_ZGVZ3foovE1x|guard variable for foo()::x",
        "_Z1fILi5ELb1ELc65EEvv|void f<5, true, (char)65>()",
        "_Z1fILln3EEvv|void f<-3l>()",
        "_ZlsRSoRK3foo|operator<<(std::ostream&, foo const&)",
        "_ZN3foonwEm|foo::operator new(unsigned long)",
        "_Zli2_wy|operator\"\" _w(unsigned long long)",
        "_Z1fDv4_f|f(float __vector(4))",
        "_Z1fIiEDTplfp_Li1EET_|decltype ({parm#1}+(1)) f<int>(int)",
      })
  void formsOfCpp(String name, String expected) {
    assertThat(Demangler.demangle(name)).contains(expected);
    assertThat(Tools.run("c++filt", "-i", name).strip()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "_RNvNtCsgEmfK2I1SDS_4core3fmt5write|core::fmt::write",
        "_RNvMNtCsgEmfK2I1SDS_4core3stre3lenCs6xxl1lAjzDf_1a|<str>::len",
        "_RNCNCNvNtNtCsjrHSEGnQ3l9_3std3sys9backtrace10__print_fmts_00B9_|"
            + "std::sys::backtrace::_print_fmt::{closure#1}::{closure#0}",
        "_RNvNCNvNtCsjrHSEGnQ3l9_3std9panicking12default_hook011FIRST_PANIC|"
            + "std::panicking::default_hook::{closure#0}::FIRST_PANIC",
        "_RNSNvYNCNCNvNtNtCsjrHSEGnQ3l9_3std3sys9backtrace10__print_fmts_00INtNtNtCsgEmfK2I1SDS_"
            + "4core3ops8function6FnOnceTRNtNtNtBe_12backtrace_rs9symbolize6SymbolEE9call_once6vtable"
            + "Be_|<std::sys::backtrace::_print_fmt::{closure#1}::{closure#0} as"
            + " core::ops::function::FnOnce<(&std::backtrace_rs::symbolize::Symbol,)>>::call_once"
            + "::{shim:vtable#0}",
        "_RINvC1a2fpFKCmEyEB2_|a::fp::<extern \"C\" fn(u32) -> u64>",
        "_RINvC1a1kKj7_Kb1_Kc78_Kln3_E|a::k::<7, true, 'x', -3>",
        "_RINvC1a1dDNtC1b1Tp1AhEL_E|a::d::<dyn b::T<A = u8>>",
        "_RINvC1a1tTRhQShOcAtj3_EE|a::t::<(&u8, &mut [u8], *mut char, [u16; 3])>",
        "_RINvC1a2fpFG_RL0_eERL0_eE|a::fp::<for<'a> fn(&'a str) -> &'a str>",
        "_RNvCs6xxl1lAjzDf_1au9gre_6ka8i|a::gr\u00f6\u00dfe",
        "_ZN4core3fmt9Formatter3pad17h0123456789abcdefE|core::fmt::Formatter::pad",
        "_ZN70_$LT$alloc..string..String$u20$as$u20$core..convert..From$LT$C$GT$$GT$4from"
            + "17h0123456789abcdefE|<alloc::string::String as core::convert::From<C>>::from",
      })
  void formsOfRust(String name, String expected) {
    assertThat(Demangler.demangle(name)).contains(expected);
    byte[] output = Tools.run("c++filt", "-i", name).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new String(output, StandardCharsets.UTF_8).strip()).isEqualTo(expected);
  }

  @Test
  void leavesOtherNamesAlone() {
    for (String name : List.of("", "_", "_Z", "main", "_R", "_Rust", "_ZN3foo", "_ZS_v")) {
      assertThat(Demangler.demangle(name)).as(name).isEmpty();
      assertThat(Demangler.readable(name)).isEqualTo(name);
    }
    assertThat(Demangler.demangleType("PKc")).contains("char const*");
    assertThat(Demangler.demangleType("St6vectorIiSaIiEE"))
        .contains("std::vector<int, std::allocator<int> >");
    assertThat(Demangler.demangleType("PKcc")).isEmpty();
  }

  @Test
  @Timeout(120)
  void namesThatWouldBeVeryLongOrVeryDeep() {
    StringBuilder doubling = new StringBuilder("_Z1fI1aEv");
    for (int i = 0; i < 30; i++) {
      doubling.append("St4pairIS").append(i == 0 ? "" : base36(i)).append("_S");
      doubling.append(i == 0 ? "" : base36(i)).append("_E");
    }
    for (String name :
        List.of(
            doubling.toString(),
            "_Z1f" + "P".repeat(100_000) + "i",
            "_Z1f" + "F".repeat(100_000) + "i",
            "_ZN" + "1aI".repeat(50_000),
            "_Z" + "Z1aE".repeat(50_000),
            "_Z1fIXps".repeat(10_000),
            "_Z1fI" + "J".repeat(50_000) + "E",
            "_RNvC1a" + "B_".repeat(1000),
            "_R" + "I".repeat(50_000) + "C1a",
            "_RYSYYSYYSYB_B_B_B_",
            "_R" + "NvB_".repeat(50_000))) {
      assertThat(Mutation.bounded(() -> Demangler.readable(name).length())).isPositive();
    }
  }

  private static String base36(int index) {
    return Integer.toString(index - 1, 36).toUpperCase(Locale.ROOT);
  }

  @Test
  @Timeout(240)
  void mutatedNames() {
    List<String> names = names(jvm());
    Random random = new Random(5);
    int count = Mutation.count(10_000);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder(names.get(random.nextInt(names.size())));
      for (int k = random.nextInt(3); k >= 0; k--) {
        int at = 2 + random.nextInt(text.length() - 2);
        String other = names.get(random.nextInt(names.size()));
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, "SITNZEKPRJDpLX_0123tl".charAt(random.nextInt(21)));
          case 1 -> text.insert(at, other.charAt(random.nextInt(other.length())));
          default -> text.replace(at, Math.min(text.length(), at + 4), other.substring(2));
        }
      }
      if (random.nextInt(4) == 0) {
        text.replace(0, 2, "_R");
      }
      String name = text.toString();
      refused += Mutation.bounded(() -> Demangler.demangle(name).isEmpty() ? 1 : 0);
    }
    assertThat(refused).isBetween(count / 4, count - 1);
  }
}
