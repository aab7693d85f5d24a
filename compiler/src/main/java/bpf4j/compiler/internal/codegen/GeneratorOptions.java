package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.isa.IsaLevel;

/**
 * What code is generated for.
 *
 * @param level the highest instruction-set level to use
 * @param defaultVerdict what a failing run returns
 */
public record GeneratorOptions(IsaLevel level, long defaultVerdict) {
  boolean shortCompare() {
    return level.has(IsaLevel.V3);
  }

  boolean signExtension() {
    return level.compareTo(IsaLevel.V4) >= 0;
  }
}
