package bpf4j.compiler.fuzz.run;

import bpf4j.maps.layout.Size;

/** A map value with text in it. */
public record Label(@Size(8) String text, int weight) {
  /** Depends on what is a number. */
  public long mix() {
    return 17L * 31 + weight;
  }
}
