package bpf4j.compiler.fuzz.run;

import java.util.HexFormat;

/** Packets as text. */
final class Hex {
  private Hex() {}

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
