package bpf4j.elf.internal.demangle;

import java.util.Optional;

/**
 * Demangles names of Rust: of version 0 ({@code _R}) and of the legacy form ({@code _ZN…17h…E}).
 */
public final class Rust {
  private Rust() {}

  /**
   * Demangles a name.
   *
   * @param name the name of a symbol
   * @return the path as it is written in Rust, or empty when it is none of Rust
   * @throws MangledNameException when it is of Rust but not mangled by the rules
   */
  public static Optional<String> demangle(String name) {
    if (name.startsWith("_R") && name.length() > 2 && Character.isUpperCase(name.charAt(2))) {
      return Optional.of(new RustV0(name).symbol());
    }
    return RustLegacy.demangle(name);
  }
}
