package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.substitute.Substitutes;

/** Tells the user's code from library code, whose lines would say nothing to the user. */
final class LibraryCode {
  private LibraryCode() {}

  static boolean contains(String owner) {
    return owner.startsWith("java/")
        || owner.startsWith("jdk/")
        || Substitutes.contains(owner)
        || owner.startsWith("bpf4j/compiler/packet/")
        || owner.equals("bpf4j/compiler/SkBuff")
        || owner.startsWith("bpf4j/compiler/context/")
        || owner.equals("bpf4j/compiler/Kernel");
  }
}
