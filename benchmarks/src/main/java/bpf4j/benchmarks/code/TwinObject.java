package bpf4j.benchmarks.code;

import bpf4j.benchmarks.corpus.CorpusMaps;
import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfSection;
import bpf4j.maps.BpfMap;
import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.bpf.MapCreateAttr;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramLoadAttr;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a clang made of a twin: one program in one section, and its constants if it has any. */
public final class TwinObject {
  private static final int SLOT = 8;

  /** {@code Elf64_Rel}. */
  private static final int RELOCATION = 16;

  /** {@code Elf64_Sym}. */
  private static final int SYMBOL = 24;

  /** {@code R_BPF_64_64}: a 64-bit immediate load of a map or of a place in one. */
  private static final int LOAD_ADDRESS = 1;

  private static final byte MAP_BY_DESCRIPTOR = 1;
  private static final byte MAP_VALUE_BY_DESCRIPTOR = 2;

  private final String compiler;
  private final ElfFile file;
  private final ElfSection program;

  TwinObject(String compiler, Path path) {
    this.compiler = compiler;
    this.file = ElfFile.open(path);
    this.program =
        file.sections().stream()
            .filter(s -> (s.flags() & ElfSection.SHF_EXECINSTR) != 0 && s.size() > 0)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no program in " + path));
  }

  /** {@return how many slots of eight bytes its code takes} */
  public int slots() {
    return (int) program.size() / SLOT;
  }

  /** {@return its code before relocation, by which copies can be told} */
  ByteBuffer code() {
    return file.bytes(program);
  }

  /**
   * Loads it.
   *
   * @param type the program's type
   * @param maps its maps, by the names that it has for them
   * @return the program
   */
  public Fd load(ProgramType type, CorpusMaps maps) {
    ByteBuffer code = copy(file.bytes(program));
    List<Fd> needed = new ArrayList<>();
    Map<ElfSection, Fd> constants = new HashMap<>();
    try {
      relocate(code, maps, needed, constants);
      return ProgramCalls.load(ProgramLoadAttr.builder(type, code, "GPL").keepOpen(needed).build())
          .fd();
    } finally {
      constants.values().forEach(Fd::close);
    }
  }

  private void relocate(
      ByteBuffer code, CorpusMaps maps, List<Fd> needed, Map<ElfSection, Fd> constants) {
    ElfSection table = file.section(".rel" + program.name()).orElse(null);
    if (table == null) {
      return;
    }
    ByteBuffer relocations = file.bytes(table).order(ByteOrder.nativeOrder());
    ElfSection symbolTable = file.sections().get(table.link());
    ByteBuffer symbols = file.bytes(symbolTable).order(ByteOrder.nativeOrder());
    ByteBuffer names = file.bytes(file.sections().get(symbolTable.link()));
    for (int at = 0; at < relocations.limit(); at += RELOCATION) {
      int instruction = (int) relocations.getLong(at);
      long info = relocations.getLong(at + 8);
      if ((int) info != LOAD_ADDRESS) {
        throw new IllegalArgumentException(compiler + ": relocation of type " + (int) info);
      }
      int symbol = (int) (info >>> 32) * SYMBOL;
      ElfSection section = file.sections().get(symbols.getShort(symbol + 6) & 0xffff);
      Fd map;
      byte kind;
      if (section.name().equals(".maps")) {
        map = map(maps, name(names, symbols.getInt(symbol)));
        kind = MAP_BY_DESCRIPTOR;
      } else {
        map = constants.computeIfAbsent(section, this::constants);
        kind = MAP_VALUE_BY_DESCRIPTOR;
        int offset = code.getInt(instruction + 4) + (int) symbols.getLong(symbol + 8);
        code.putInt(instruction + SLOT + 4, offset);
      }
      needed.add(map);
      code.put(instruction + 1, (byte) (code.get(instruction + 1) | kind << 4));
      code.putInt(instruction + 4, map.number());
    }
  }

  private Fd map(CorpusMaps maps, String name) {
    BpfMap map = maps.byName().get(name);
    if (map == null) {
      throw new IllegalArgumentException(
          compiler + ": the twin's map " + name + " is none of " + maps.byName().keySet());
    }
    return map.fd();
  }

  /** Constants live in an array of one element that nobody can write. */
  private Fd constants(ElfSection section) {
    if (!section.name().startsWith(".rodata")) {
      throw new IllegalArgumentException(compiler + ": uses section " + section.name());
    }
    byte[] bytes = new byte[(int) section.size()];
    file.bytes(section).get(bytes);
    Fd map =
        MapCalls.create(
            MapCreateAttr.of(MapType.ARRAY, Integer.BYTES, bytes.length, 1)
                .flags(MapFlags.RDONLY_PROG));
    try (NativeMemory key = NativeMemory.allocate(Integer.BYTES);
        NativeMemory value = NativeMemory.copyOf(bytes)) {
      MapCalls.update(map, key.address(), value.address(), MapFlags.ANY);
    }
    MapCalls.freeze(map);
    return map;
  }

  private static String name(ByteBuffer names, int at) {
    int end = at;
    while (names.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - at];
    names.get(at, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.remaining()).order(ByteOrder.nativeOrder()).put(bytes).flip();
  }

  @Override
  public String toString() {
    return compiler;
  }
}
