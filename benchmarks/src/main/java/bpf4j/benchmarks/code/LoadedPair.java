package bpf4j.benchmarks.code;

import bpf4j.benchmarks.corpus.Corpus;
import bpf4j.benchmarks.corpus.CorpusMaps;
import bpf4j.benchmarks.corpus.TrafficSource;
import bpf4j.compiler.CompiledProgram;
import bpf4j.compiler.KernelProgram;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.io.Fd;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A program of the corpus and a twin, both in the kernel, each with maps of its own. */
public final class LoadedPair implements AutoCloseable {
  private final Corpus entry;
  private final CorpusMaps ourMaps;
  private final CorpusMaps theirMaps;
  private final CompiledProgram<?> compiled;
  private final KernelProgram ours;
  private final Fd theirs;

  /**
   * Compiles our side and loads both.
   *
   * @param entry which program
   * @param twin its twin
   */
  public LoadedPair(Corpus entry, TwinObject twin) {
    this.entry = entry;
    try (Resources resources = new Resources()) {
      ourMaps = resources.add(new CorpusMaps());
      theirMaps = resources.add(new CorpusMaps());
      compiled = entry.program(ourMaps).compile();
      entry.program(theirMaps);
      ours = resources.add(compiled.load());
      theirs = twin.load(compiled.type(), theirMaps);
      resources.keep();
    }
  }

  /** {@return what our side was compiled to} */
  public CompiledProgram<?> compiled() {
    return compiled;
  }

  /** {@return how many instructions the verifier walked of our side} */
  public int ourWork() {
    return InfoCalls.program(ours.fd()).verifiedInstructions();
  }

  /** {@return how many instructions the verifier walked of the twin} */
  public int theirWork() {
    return InfoCalls.program(theirs).verifiedInstructions();
  }

  Fd ours() {
    return ours.fd();
  }

  Fd theirs() {
    return theirs;
  }

  ProgramType type() {
    return compiled.type();
  }

  /**
   * Runs both on the same inputs.
   *
   * @param count how many
   * @param seed of the inputs
   * @return what is different, if anything
   */
  public Optional<String> difference(int count, long seed) {
    TrafficSource source = new TrafficSource(entry.traffic(), seed);
    for (int i = 0; i < count; i++) {
      byte[] input = source.next();
      TestInput run = new TestInput(type(), input);
      TestInput.Outcome our = run.once(ours.fd());
      TestInput.Outcome their = run.once(theirs);
      if (our.verdict() != their.verdict() || !Arrays.equals(our.packet(), their.packet())) {
        return Optional.of(
            String.format(
                "%s: input %d of seed %d: verdict %x, in C %x%n%s%nleaves %s%nin C   %s",
                entry,
                i,
                seed,
                our.verdict(),
                their.verdict(),
                hex(input),
                hex(our.packet()),
                hex(their.packet())));
      }
    }
    Map<String, String> our = MapContents.of(ourMaps);
    Map<String, String> their = MapContents.of(theirMaps);
    if (our.equals(their)) {
      return Optional.empty();
    }
    Map<String, String> all = new TreeMap<>(our);
    all.putAll(their);
    StringBuilder text =
        new StringBuilder(entry + ": maps differ after " + count + " inputs of seed " + seed);
    all.keySet().stream()
        .filter(key -> !Objects.equals(our.get(key), their.get(key)))
        .limit(5)
        .forEach(
            key ->
                text.append(
                    String.format("%n%s is %s, in C %s", key, our.get(key), their.get(key))));
    return Optional.of(text.toString());
  }

  /**
   * {@return how many elements of the maps are not zero, without which a comparison says little}
   */
  public int elements() {
    return MapContents.of(ourMaps).size();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    theirs.close();
    ours.close();
    ourMaps.close();
    theirMaps.close();
  }
}
