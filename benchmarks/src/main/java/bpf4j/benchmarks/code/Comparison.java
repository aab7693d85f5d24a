package bpf4j.benchmarks.code;

import bpf4j.benchmarks.corpus.Corpus;
import bpf4j.benchmarks.corpus.CorpusMaps;
import bpf4j.compiler.CompileException;
import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.VerifierException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes one row of the table. */
final class Comparison {
  private Comparison() {}

  static Row of(Corpus entry, List<Clang> clangs, Path folder, CompareCode.Options options)
      throws IOException {
    List<TwinObject> twins = new ArrayList<>();
    for (Clang clang : clangs) {
      twins.addAll(clang.compile(entry, folder));
    }
    try {
      return compare(entry, twins, options);
    } catch (CompileException | VerifierException e) {
      return Row.failed(entry, e.toString());
    }
  }

  private static Row compare(Corpus entry, List<TwinObject> twins, CompareCode.Options options) {
    TwinObject smallest =
        twins.stream().min(Comparator.comparingInt(TwinObject::slots)).orElse(null);
    double micros = options.rounds() == 0 ? 0 : CompileTime.micros(entry, options.rounds());
    List<String> problems = new ArrayList<>();
    RunTime fastest = null;
    int work = 0;
    int theirWork = 0;
    CompiledProgram<?> compiled = null;
    for (TwinObject twin : distinct(twins)) {
      try (LoadedPair pair = new LoadedPair(entry, twin)) {
        compiled = pair.compiled();
        work = pair.ourWork();
        theirWork = theirWork == 0 ? pair.theirWork() : Math.min(theirWork, pair.theirWork());
        if (!TestInput.canRun(pair.type())) {
          continue;
        }
        if (problems.isEmpty()) {
          pair.difference(options.inputs(), options.seed())
              .ifPresent(d -> problems.add(twin + ": " + d));
        }
        if (options.rounds() > 0 && TestInput.canRepeat(pair.type())) {
          RunTime time = RunTime.of(entry, pair, options.rounds());
          if (fastest == null || time.theirs() < fastest.theirs()) {
            fastest = time;
          }
        }
      }
    }
    if (compiled == null) {
      try (CorpusMaps maps = new CorpusMaps()) {
        compiled = entry.program(maps).compile();
        compiled.load().close();
      }
    }
    return new Row(
        entry,
        compiled.hotSize(),
        compiled.size(),
        smallest == null ? 0 : smallest.slots(),
        smallest == null ? "" : smallest.toString(),
        fastest,
        work,
        theirWork,
        micros,
        problems.isEmpty() ? null : String.join("; ", problems));
  }

  /** One of each code: levels often make no difference. */
  private static List<TwinObject> distinct(List<TwinObject> twins) {
    Map<ByteBuffer, TwinObject> byCode = new LinkedHashMap<>();
    twins.forEach(twin -> byCode.putIfAbsent(twin.code(), twin));
    return List.copyOf(byCode.values());
  }
}
