package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.substitute.Substitutes;
import java.util.Set;

/** Tells the user's code from library code, whose lines would say nothing to the user. */
final class LibraryCode {
  private static final Set<String> CLASSES =
      Set.of(
          "bpf4j/compiler/Kernel",
          "bpf4j/compiler/Comm",
          "bpf4j/compiler/Logarithms",
          "bpf4j/compiler/NetworkOrder");

  private LibraryCode() {}

  static boolean contains(String owner) {
    return owner.startsWith("java/")
        || owner.startsWith("jdk/")
        || Substitutes.contains(owner)
        || owner.startsWith("bpf4j/maps/internal/")
        || owner.startsWith("bpf4j/compiler/packet/")
        || owner.startsWith("bpf4j/compiler/context/")
        || owner.startsWith("bpf4j/compiler/kernel/")
        || CLASSES.contains(owner);
  }
}
