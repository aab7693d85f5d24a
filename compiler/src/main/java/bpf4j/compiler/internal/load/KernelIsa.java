package bpf4j.compiler.internal.load;

import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.compiler.internal.opt.Target.Feature;
import bpf4j.syscall.KernelVersion;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which instruction set the running kernel has, by its version: loading tells if that was wrong.
 */
final class KernelIsa {
  private static final KernelVersion V4 = KernelVersion.of(6, 6);

  private static final KernelVersion ATOMICS = KernelVersion.of(5, 12);

  /** Before this, unfixed kernels fault on {@code MIN_VALUE s/ -1}. */
  private static final KernelVersion SIGNED_DIVISION = KernelVersion.of(6, 12);

  private static final KernelVersion MAY_GOTO = KernelVersion.of(6, 9);

  private static final KernelVersion BPF_LOOP = KernelVersion.of(5, 17);

  /** {@code ab5cfac139ab}: callbacks are verified as if called any number of times. */
  private static final KernelVersion REPEATED_CALLBACKS = KernelVersion.of(6, 7);

  private static final Map<IsaLevel, Set<Feature>> FEATURES = ofEachLevel();

  private KernelIsa() {}

  static IsaLevel newest() {
    return KernelVersion.running().compareTo(V4) >= 0 ? IsaLevel.V4 : IsaLevel.V3;
  }

  /** What the running kernel has, with an instruction set. */
  static Set<Feature> features(IsaLevel level) {
    return FEATURES.get(level);
  }

  private static Map<IsaLevel, Set<Feature>> ofEachLevel() {
    Map<IsaLevel, Set<Feature>> all = new EnumMap<>(IsaLevel.class);
    for (IsaLevel level : IsaLevel.values()) {
      all.put(level, Set.copyOf(featuresWith(level)));
    }
    return all;
  }

  private static Set<Feature> featuresWith(IsaLevel level) {
    KernelVersion running = KernelVersion.running();
    boolean v4 = level.compareTo(IsaLevel.V4) >= 0;
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    if (running.compareTo(ATOMICS) >= 0) {
      features.add(Feature.ATOMICS);
    }
    if (level.has(IsaLevel.V3)) {
      features.add(Feature.SHORT_COMPARE);
    }
    if (v4) {
      features.add(Feature.SIGN_EXTENSION);
    }
    if (v4 && running.compareTo(SIGNED_DIVISION) >= 0) {
      features.add(Feature.SIGNED_DIVISION);
    }
    if (running.compareTo(MAY_GOTO) >= 0) {
      features.add(Feature.MAY_GOTO);
    }
    if (running.compareTo(BPF_LOOP) >= 0) {
      features.add(Feature.BPF_LOOP);
    }
    if (running.compareTo(REPEATED_CALLBACKS) >= 0) {
      features.add(Feature.REPEATED_CALLBACKS);
    }
    return features;
  }
}
