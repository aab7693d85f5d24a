package bpf4j.compiler.fuzz.run;

/**
 * Which maps a program mentions; the others need neither clearing nor comparing.
 *
 * @param arrays any of the arrays
 */
record UsedMaps(boolean arrays, boolean byInt, boolean byLong, boolean set) {
  static UsedMaps in(String source) {
    return new UsedMaps(
        source.contains(" longs.")
            || source.contains("(longs.")
            || source.contains("ints.")
            || source.contains("bytes.")
            || source.contains("results."),
        source.contains("byInt."),
        source.contains("byLong."),
        source.contains("set."));
  }
}
