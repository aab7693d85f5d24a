package bpf4j.compiler.fuzz.run;

/**
 * What one run did.
 *
 * @param verdict what it returned
 * @param failure how it failed; null if it did not
 * @param counted whether a failure must have been counted with its line
 * @param line the Java line that failed; 0 if none or unknown
 * @param maps contents of the maps after the run
 * @param packet the packet after the run; empty where programs cannot change it
 */
record RunResult(
    int verdict, String failure, boolean counted, int line, String maps, String packet) {
  /** Whether the kernel's result is what the JVM's asks for. */
  static boolean agree(RunResult jvm, RunResult kernel) {
    return jvm.verdict == kernel.verdict
        && jvm.maps.equals(kernel.maps)
        && jvm.packet.equals(kernel.packet)
        && (jvm.failure == null
            ? kernel.failure == null
            : kernel.failure == null ? !jvm.counted : jvm.line == kernel.line || jvm.line == 0);
  }

  @Override
  public String toString() {
    return "verdict %d%s%s%s"
        .formatted(
            verdict,
            failure == null ? "" : " failed in line " + line + ": " + failure,
            maps,
            packet.isEmpty() ? "" : " packet " + packet);
  }
}
