package bpf4j.benchmarks;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfSymbol;
import bpf4j.elf.code.CodeLocation;
import bpf4j.elf.code.CodeLocationException;
import bpf4j.elf.code.CodeSymbols;
import bpf4j.elf.demangle.Demangler;
import bpf4j.elf.process.BinaryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Looking up functions of a large library: cold, by a reader that was just made, and warm, by one
 * that has its indexes; by the name in the symbol table, by the name in the source, by the address.
 *
 * <p>Meant for {@code -prof gc}: warm by address is to show 0 B/op.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class SymbolBenchmark {
  private static final int COUNT = 256;

  /** The library: the C library, or that of the JVM itself. */
  @Param({"c", "jvm"})
  public String library;

  private final String[] names = new String[COUNT];
  private final String[] sourceNames = new String[COUNT];
  private final long[] addresses = new long[COUNT];
  private Path path;
  private ElfFile file;
  private CodeSymbols code;
  private int index;

  /** Chooses functions, and looks each of them up. */
  @Setup
  public void setUp() {
    path =
        library.equals("jvm")
            ? Path.of(System.getProperty("java.home"), "lib/server/libjvm.so")
            : BinaryFiles.find(library).orElseThrow();
    file = ElfFile.open(path);
    code = CodeSymbols.of(file);
    List<ElfSymbol> functions =
        Stream.concat(file.symbols().stream(), file.dynamicSymbols().stream())
            .filter(symbol -> symbol.isDefined() && symbol.isFunction() && symbol.size() > 0)
            .toList();
    Random random = new Random(1);
    for (int i = 0; i < COUNT; ) {
      ElfSymbol symbol = functions.get(random.nextInt(functions.size()));
      String source = Demangler.readable(symbol.name());
      if (isUnambiguous(source, symbol)) {
        names[i] = symbol.versionedName();
        sourceNames[i] = source;
        addresses[i] = symbol.value() + random.nextInt((int) symbol.size());
        i++;
      }
    }
    for (int i = 0; i < COUNT; i++) {
      byName();
      byAddress();
    }
  }

  /** Functions that are compiled twice, as constructors are, cannot be told apart by a name. */
  private boolean isUnambiguous(String source, ElfSymbol symbol) {
    try {
      return code.find(source).address() == symbol.value()
          && code.find(symbol.versionedName()).address() == symbol.value();
    } catch (CodeLocationException e) {
      return false;
    }
  }

  private int next() {
    index = (index + 1) % COUNT;
    return index;
  }

  /** Opens the library and finds one function. */
  @Benchmark
  public Optional<ElfSymbol> coldByName() {
    return ElfFile.open(path).findSymbol(names[next()]);
  }

  /** Opens the library and finds a place in one function, as the source names it. */
  @Benchmark
  public CodeLocation coldBySourceName() {
    return CodeSymbols.of(ElfFile.open(path)).find(sourceNames[next()]);
  }

  /** Opens the library and finds what is at one address. */
  @Benchmark
  public Optional<ElfSymbol> coldByAddress() {
    return ElfFile.open(path).nearestSymbol(addresses[next()]);
  }

  /** Finds one of the functions. */
  @Benchmark
  public Optional<ElfSymbol> byName() {
    return file.findSymbol(names[next()]);
  }

  /** Finds a place in one of the functions, as the source names it. */
  @Benchmark
  public CodeLocation bySourceName() {
    return code.find(sourceNames[next()]);
  }

  /** Finds what is at an address within one of the functions. */
  @Benchmark
  public Optional<ElfSymbol> byAddress() {
    return file.nearestSymbol(addresses[next()]);
  }
}
