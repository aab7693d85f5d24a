package bpf4j.elf.demangle;

import bpf4j.elf.internal.demangle.Cpp;
import bpf4j.elf.internal.demangle.MangledNameException;
import bpf4j.elf.internal.demangle.Rust;
import java.util.Optional;

/**
 * Turns mangled names into what was written in the source.
 *
 * <pre>{@code
 * Demangler.readable("_ZNSt6vectorIiSaIiEE9push_backERKi")
 *     // std::vector<int, std::allocator<int> >::push_back(int const&)
 * }</pre>
 *
 * <p>C++ names are those of the Itanium ABI, which all compilers on Linux use; they print as GNU's
 * {@code c++filt} prints them. Rust names may be of the version 0 or of the legacy form. A name
 * that would print longer than 64 Ki characters, or that is nested deeper than 160 levels, stays as
 * it is.
 */
public final class Demangler {
  private Demangler() {}

  /**
   * Demangles a name.
   *
   * @param name the name of a symbol, without its version
   * @return the name as it was written; empty when it is not mangled, or not by the rules
   */
  public static Optional<String> demangle(String name) {
    try {
      Optional<String> rust = Rust.demangle(name);
      if (rust.isPresent()) {
        return rust;
      }
      return name.startsWith("_Z") || name.startsWith("__Z")
          ? Optional.of(Cpp.demangle(name))
          : Optional.empty();
    } catch (MangledNameException e) {
      return Optional.empty();
    }
  }

  /**
   * Demangles a name if it is mangled.
   *
   * @param name the name of a symbol, without its version
   * @return the name as it was written, or as it is
   */
  public static String readable(String name) {
    return demangle(name).orElse(name);
  }

  /**
   * Demangles a C++ type, as {@code typeid(T).name()} gives it.
   *
   * @param name the type, such as {@code PKc}
   * @return the type as it was written, such as {@code char const*}; empty when it is not mangled
   *     by the rules
   */
  public static Optional<String> demangleType(String name) {
    try {
      return Optional.of(Cpp.demangleType(name));
    } catch (MangledNameException e) {
      return Optional.empty();
    }
  }
}
