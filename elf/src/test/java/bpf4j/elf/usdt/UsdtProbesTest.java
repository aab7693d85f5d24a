package bpf4j.elf.usdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfFormatException;
import bpf4j.elf.ElfHeader;
import bpf4j.elf.ElfImage;
import bpf4j.elf.ElfSection;
import bpf4j.elf.ElfSymbol;
import bpf4j.elf.Mutation;
import bpf4j.elf.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Notes of real files against readelf, and every form of argument. */
class UsdtProbesTest {
  private static final Pattern NOTE =
      Pattern.compile(
          "Provider: (\\S+)\\s+Name: (\\S+)\\s+Location: (\\S+), Base: (\\S+), Semaphore: (\\S+)"
              + "\\s+Arguments: ?(.*)");
  private static final long ADDRESS = 0x400000;
  private static final long SITE = ADDRESS + 0x40;

  @TempDir Path folder;

  /** This JVM's library and those of the system that are known to have probes. */
  static List<String> filesWithProbes() {
    List<String> files = new ArrayList<>();
    files.add(Path.of(System.getProperty("java.home"), "lib/server/libjvm.so").toString());
    for (Path root : List.of(Path.of("/usr/lib"), Path.of("/lib"))) {
      try (Stream<Path> found = Files.find(root, 2, (path, what) -> isCandidate(path))) {
        found.map(Path::toString).sorted(Comparator.naturalOrder()).limit(4).forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private static boolean isCandidate(Path path) {
    return path.getFileName().toString().matches("lib(stdc\\+\\+|c|python3.*)\\.so\\.\\d.*")
        && Files.isRegularFile(path);
  }

  @ParameterizedTest
  @MethodSource("filesWithProbes")
  void readsNotesAsReadelfDoes(String file) {
    ElfFile elf = ElfFile.open(Path.of(file));
    long base = elf.section(".stapsdt.base").map(ElfSection::address).orElse(0L);
    List<String> expected = new ArrayList<>();
    for (MatchResult note : NOTE.matcher(Tools.run("readelf", "-nW", file)).results().toList()) {
      long moved = base - Long.decode(note.group(4));
      long semaphore = Long.decode(note.group(5));
      expected.add(
          String.join(
              " ",
              note.group(1),
              note.group(2),
              Long.toHexString(Long.decode(note.group(3)) + moved),
              Long.toHexString(semaphore == 0 ? 0 : semaphore + moved),
              note.group(6).strip()));
    }
    List<String> actual = new ArrayList<>();
    for (UsdtProbe probe : UsdtProbes.of(elf)) {
      for (UsdtSite site : probe.sites()) {
        actual.add(
            String.join(
                " ",
                probe.provider(),
                probe.name(),
                Long.toHexString(site.address()),
                Long.toHexString(site.semaphoreAddress()),
                site.argumentText().strip()));
        assertThat(elf.codeOffset(site.address())).hasValue(site.fileOffset());
        assertThat(site.arguments())
            .hasSize(
                site.argumentText().isEmpty() ? 0 : site.argumentText().strip().split(" ").length);
        assertThat(site.arguments()).noneMatch(a -> a instanceof UsdtArgument.Unreadable);
        assertThat(nop(file, site.fileOffset())).isEqualTo((byte) 0x90);
      }
    }
    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static byte nop(String file, long offset) {
    try (var channel = Files.newByteChannel(Path.of(file))) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.position(offset).read(one);
      return one.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void findsAProbeWithItsSemaphoreInAProgram() throws IOException {
    Tools.requireX86();
    Path source = folder.resolve("probe.s");
    Files.writeString(
        source,
        """
        .globl main
        main: xorl %eax, %eax
        first: nop
        second: nop
               ret
        .section .note.stapsdt,"","note"
        .macro probe at, name, semaphore, arguments
          .balign 4
          .4byte 8, 2f-1f, 3
          .asciz "stapsdt"
        1: .8byte \\at, _.stapsdt.base, \\semaphore
          .asciz "shop"
          .asciz "\\name"
          .asciz "\\arguments"
        2: .balign 4
        .endm
        probe first, sold, sold_semaphore, "-4@%eax 8@-16+8(%rbp,%rcx,4) 2@counter+2(%rip)"
        probe second, sold, sold_semaphore, "-4@$-5"
        probe second, empty, 0, ":"
        .section .stapsdt.base,"aG","progbits",.stapsdt.base,comdat
        .weak _.stapsdt.base
        _.stapsdt.base: .space 1
        .section .probes,"aw"
        sold_semaphore: .2byte 0
        .data
        .globl counter
        counter: .8byte 1
        """);
    Path program = folder.resolve("probe");
    Tools.run("gcc", "-o", program.toString(), source.toString());

    ElfFile elf = ElfFile.open(program);
    List<UsdtProbe> sold = UsdtProbes.find(elf, "shop", "sold");

    assertThat(sold).hasSize(1);
    List<UsdtSite> sites = sold.get(0).sites();
    assertThat(sites).hasSize(2);
    ElfSymbol first = elf.findSymbol("first").orElseThrow();
    ElfSymbol counter = elf.findSymbol("counter").orElseThrow();
    ElfSymbol semaphore = elf.findSymbol("sold_semaphore").orElseThrow();
    UsdtSite site = sites.get(0);
    assertThat(site.address()).isEqualTo(first.value());
    assertThat(site.semaphore()).isEqualTo(elf.fileOffset(semaphore.value()));
    assertThat(site.semaphoreAddress()).isEqualTo(semaphore.value());
    assertThat(site.arguments())
        .map(UsdtArgument::toString)
        .containsExactly(
            "Register[size=4, isSigned=true, register=UsdtRegister[name=eax, offset=80, shift=0,"
                + " bits=32]]",
            "Memory[size=8, isSigned=false, base=UsdtRegister[name=rbp, offset=32, shift=0,"
                + " bits=64], index=Optional[Index[register=UsdtRegister[name=rcx, offset=88,"
                + " shift=0, bits=64], isSigned=false, scale=4]], displacement=-8]",
            new UsdtArgument.Variable(
                    2, false, counter.value() + 2, counter.value() + 2 - first.value())
                .toString());
    assertThat(sites.get(1).arguments()).containsExactly(new UsdtArgument.Constant(4, true, -5));
    UsdtSite empty = UsdtProbes.find(elf, "", "empty").get(0).sites().get(0);
    assertThat(empty.arguments()).isEmpty();
    assertThat(empty.semaphore()).isEmpty();
    assertThat(UsdtProbes.find(elf, "other", "sold")).isEmpty();
  }

  private static UsdtSite site(int machine, boolean is64Bit, ByteOrder order, String arguments) {
    ElfImage image = new ElfImage(is64Bit, order, machine, ADDRESS);
    byte[] file =
        image
            .symbol("counter", ElfSymbol.STT_OBJECT, ADDRESS + 0x123, 4)
            .section(
                ".note.stapsdt",
                ElfSection.SHT_NOTE,
                0,
                image.probeNote(SITE, 0, 0, "p", "n", arguments),
                0)
            .build();
    return UsdtProbes.of(ElfFile.parse(ByteBuffer.wrap(file))).get(0).sites().get(0);
  }

  private static UsdtArgument x86(String text) {
    List<UsdtArgument> arguments =
        site(ElfHeader.EM_X86_64, true, ByteOrder.LITTLE_ENDIAN, text).arguments();
    assertThat(arguments).hasSize(1);
    return arguments.get(0);
  }

  private static UsdtArgument arm(String text) {
    List<UsdtArgument> arguments =
        site(ElfHeader.EM_AARCH64, true, ByteOrder.LITTLE_ENDIAN, text).arguments();
    assertThat(arguments).hasSize(1);
    return arguments.get(0);
  }

  @Test
  void argumentsOfX86() {
    assertThat(x86("8@$0x10")).isEqualTo(new UsdtArgument.Constant(8, false, 16));
    assertThat(x86("1@$-1")).isEqualTo(new UsdtArgument.Constant(1, false, 255));
    assertThat(x86("-2@$65535")).isEqualTo(new UsdtArgument.Constant(2, true, -1));
    assertThat(x86("-8@$-9223372036854775808"))
        .isEqualTo(new UsdtArgument.Constant(8, true, Long.MIN_VALUE));
    assertThat(describe(x86("8@%r15"))).isEqualTo("8u r15:0");
    assertThat(describe(x86("-4@%r9d"))).isEqualTo("4s r9:64");
    assertThat(describe(x86("1@%ah"))).isEqualTo("1u ah:80>>8");
    assertThat(describe(x86("%rdi"))).isEqualTo("8u rdi:112");
    assertThat(describe(x86("-1@%sil"))).isEqualTo("1s sil:104");
    assertThat(describe(x86("4@(%rsp)"))).isEqualTo("4u [rsp:152 + 0]");
    assertThat(describe(x86("4@-0x8(%rbp)"))).isEqualTo("4u [rbp:32 + -8]");
    assertThat(describe(x86("4@16(%rax,%rdx)"))).isEqualTo("4u [rax:80 + rdx:96*1u + 16]");
    assertThat(describe(x86("4@(%rax, %rdx, 8)"))).isEqualTo("4u [rax:80 + rdx:96*8u + 0]");
    assertThat(x86("4@counter(%rip)"))
        .isEqualTo(new UsdtArgument.Variable(4, false, ADDRESS + 0x123, 0xe3));
    assertThat(x86("4@counter"))
        .isEqualTo(new UsdtArgument.Variable(4, false, ADDRESS + 0x123, 0xe3));
    assertThat(site(ElfHeader.EM_386, false, ByteOrder.LITTLE_ENDIAN, "%eax 4(%esp)").arguments())
        .map(UsdtProbesTest::describe)
        .containsExactly("4u eax:80", "4u [esp:152 + 4]");
  }

  @Test
  void argumentsOfArm64() {
    assertThat(arm("8@12")).isEqualTo(new UsdtArgument.Constant(8, false, 12));
    assertThat(arm("-4@#-3")).isEqualTo(new UsdtArgument.Constant(4, true, -3));
    assertThat(arm("8@xzr")).isEqualTo(new UsdtArgument.Constant(8, false, 0));
    assertThat(describe(arm("8@x30"))).isEqualTo("8u x30:240");
    assertThat(describe(arm("-4@w1"))).isEqualTo("4s w1:8");
    assertThat(describe(arm("8@[x0]"))).isEqualTo("8u [x0:0 + 0]");
    assertThat(describe(arm("8@[sp, 16]"))).isEqualTo("8u [sp:248 + 16]");
    assertThat(describe(arm("8@[x29, #-24]"))).isEqualTo("8u [x29:232 + -24]");
    assertThat(describe(arm("8@[x0,x2]"))).isEqualTo("8u [x0:0 + x2:16*1u + 0]");
    assertThat(describe(arm("8@[x0, x2, lsl #3]"))).isEqualTo("8u [x0:0 + x2:16*8u + 0]");
    assertThat(describe(arm("8@[x0, w2, sxtw 2]"))).isEqualTo("8u [x0:0 + w2:16*4s + 0]");
    assertThat(describe(arm("8@[x0, w2, uxtw]"))).isEqualTo("8u [x0:0 + w2:16*1u + 0]");
    assertThat(describe(arm("4@[x19, #:lo12:counter]"))).isEqualTo("4u [x19:152 + 291]");
    assertThat(
            site(ElfHeader.EM_AARCH64, true, ByteOrder.BIG_ENDIAN, "8@[sp, 8] -4@w0").arguments())
        .map(UsdtProbesTest::describe)
        .containsExactly("8u [sp:248 + 8]", "4s w0:0");
  }

  @Test
  void argumentsThatNoProbeCanReadSayWhy() {
    assertThat(reason(x86("8f@%xmm0"))).contains("floating point");
    assertThat(reason(x86("8@%xmm0"))).contains("xmm0");
    assertThat(reason(x86("16@%rax"))).contains("16 bytes");
    assertThat(reason(x86("8@%fs:16"))).contains("thread");
    assertThat(reason(x86("8@8(%rip)"))).contains("instruction pointer");
    assertThat(reason(x86("8@absent(%rip)"))).contains("absent");
    assertThat(reason(x86("8@(,%rax,8)"))).contains("without a base");
    assertThat(reason(x86("8@$counter"))).contains("where the file is loaded");
    assertThat(reason(x86("8@%"))).isNotEmpty();
    assertThat(reason(x86("8@"))).isNotEmpty();
    assertThat(reason(x86("8@$99999999999999999999999"))).isNotEmpty();
    assertThat(reason(arm("8@d0"))).contains("d0");
    assertThat(reason(arm("8@[w0]"))).contains("too narrow");
    assertThat(reason(arm("8@[x0, x1, sxtw 2]"))).contains("extended");
    assertThat(site(20, false, ByteOrder.BIG_ENDIAN, "8@3 4@4").arguments())
        .hasSize(2)
        .allMatch(argument -> reason(argument).contains("machine 20"));
  }

  @Test
  void takesRegistersApart() {
    UsdtRegister ah = ((UsdtArgument.Register) x86("-1@%ah")).register();
    assertThat(ah.of(0x1234_5678_9abc_deffL)).isEqualTo(0xde);
    UsdtRegister eax = ((UsdtArgument.Register) x86("-4@%eax")).register();
    assertThat(eax.of(-1)).isEqualTo(0xffff_ffffL);
    assertThat(x86("-1@%ah").extend(0xde)).isEqualTo((byte) 0xde);
    assertThat(x86("2@%ax").extend(-1)).isEqualTo(0xffff);
  }

  private static String reason(UsdtArgument argument) {
    assertThat(argument).isInstanceOf(UsdtArgument.Unreadable.class);
    return ((UsdtArgument.Unreadable) argument).reason();
  }

  private static String describe(UsdtArgument argument) {
    String size = argument.size() + (argument.isSigned() ? "s " : "u ");
    if (argument instanceof UsdtArgument.Register register) {
      return size + describe(register.register());
    }
    UsdtArgument.Memory memory = (UsdtArgument.Memory) argument;
    String index =
        memory
            .index()
            .map(i -> describe(i.register()) + "*" + i.scale() + (i.isSigned() ? "s + " : "u + "))
            .orElse("");
    return size + "[" + describe(memory.base()) + " + " + index + memory.displacement() + "]";
  }

  private static String describe(UsdtRegister register) {
    String shift = register.shift() == 0 ? "" : ">>" + register.shift();
    return register.name().replace("r9d", "r9") + ":" + register.offset() + shift;
  }

  @Test
  void malformedNotesAreRefused() {
    ElfImage image = new ElfImage(true, ByteOrder.LITTLE_ENDIAN, ElfHeader.EM_X86_64, ADDRESS);
    for (byte[] note :
        List.of(
            image.probeNote(SITE, 0, 0, "p", "n"),
            image.probeNote(SITE, 0, 0x10, "p", "n", ""),
            image.probeNote(0x10, 0, 0, "p", "n", ""),
            image.probeNote(SITE, 0, 0, "p", "n", "1@$1 ".repeat(100)),
            image.note("stapsdt", 3, ByteBuffer.allocate(23)))) {
      byte[] file = image.section(".note.stapsdt", ElfSection.SHT_NOTE, 0, note, 0).build();
      ElfFile elf = ElfFile.parse(ByteBuffer.wrap(file));
      assertThatThrownBy(() -> UsdtProbes.of(elf)).isInstanceOf(ElfFormatException.class);
    }
  }

  @Test
  @Timeout(240)
  void mutatedNotes() {
    Random random = new Random(7);
    int count = Mutation.count(5000);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      boolean isArm = random.nextBoolean();
      ElfImage image =
          new ElfImage(
              isArm || random.nextBoolean(),
              random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
              isArm ? ElfHeader.EM_AARCH64 : ElfHeader.EM_X86_64,
              ADDRESS);
      String arguments =
          isArm
              ? "8@[x0, w2, sxtw #2] -4@w1 8@[sp, 16] 4@[x19, #:lo12:counter] 8@12"
              : "-4@%eax 8@-16+8(%rbp,%rcx,4) 2@counter+2(%rip) 8@$0x10 %rdi 8f@%xmm1";
      byte[] note = image.probeNote(SITE, 0, SITE, "provider", "name", arguments);
      Mutation.apply(note, random);
      if (random.nextInt(4) == 0) {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        note =
            image.probeNote(SITE, 0, 0, "p", "n", new String(noise, StandardCharsets.ISO_8859_1));
      }
      byte[] file =
          image
              .symbol("counter", ElfSymbol.STT_OBJECT, ADDRESS + 0x123, 4)
              .section(".note.stapsdt", ElfSection.SHT_NOTE, 0, note, 0)
              .build();
      refused += Mutation.bounded(() -> refused(file));
    }
    assertThat(refused).isBetween(count / 20, count - 1);
  }

  private static int refused(byte[] file) {
    try {
      return UsdtProbes.of(ElfFile.parse(ByteBuffer.wrap(file))).toString().isEmpty() ? 1 : 0;
    } catch (ElfFormatException e) {
      return 1;
    }
  }
}
