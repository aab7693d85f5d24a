package bpf4j.perf.attach;

import bpf4j.elf.Btf;
import bpf4j.elf.BtfKind;
import bpf4j.elf.BtfType;
import bpf4j.elf.NearNames;
import bpf4j.perf.attach.KernelPlace.Kind;
import bpf4j.perf.tracepoint.NoSuchTracepointException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Finds places in the kernel by their names. */
final class KernelPlaces {
  /** Security modules' hooks are functions that are there to be attached to. */
  private static final String HOOK = "bpf_lsm_";

  /** What names the type of a tracepoint's callback: a pointer to a function. */
  private static final String TRACEPOINT = "btf_trace_";

  /** The function that calls a tracepoint's callbacks; its parameters have names (Linux 5.10). */
  private static final String ITERATOR = "__traceiter_";

  private KernelPlaces() {}

  static KernelPlace function(String name) {
    return find(source -> function(source, Kind.FUNCTION, "", name))
        .orElseThrow(
            () -> new NoSuchKernelFunctionException(name, nearest(BtfKind.FUNC, "", name)));
  }

  static KernelPlace securityHook(String name) {
    return function(new Source("", Btf.kernel()), Kind.SECURITY_HOOK, HOOK, name)
        .orElseThrow(
            () -> NoSuchKernelFunctionException.ofHook(name, nearest(BtfKind.FUNC, HOOK, name)));
  }

  static KernelPlace tracepoint(String name) {
    return find(source -> tracepoint(source, name))
        .orElseThrow(
            () -> new NoSuchTracepointException(name, nearest(BtfKind.TYPEDEF, TRACEPOINT, name)));
  }

  /**
   * Types and whose they are.
   *
   * @param module the empty string for the kernel
   */
  private record Source(String module, Btf types) {}

  /** Looks at modules only if the kernel itself has none. */
  private static Optional<KernelPlace> find(Function<Source, Optional<KernelPlace>> lookup) {
    Optional<KernelPlace> found = lookup.apply(new Source("", Btf.kernel()));
    for (String module : found.isPresent() ? List.<String>of() : Btf.modules()) {
      if (found.isEmpty()) {
        found = lookup.apply(new Source(module, Btf.module(module)));
      }
    }
    return found;
  }

  private static Optional<KernelPlace> function(
      Source source, Kind kind, String prefix, String name) {
    Optional<BtfType.Function> function = source.types.function(prefix + name);
    return function.flatMap(
        found ->
            source.types.type(found.prototype()) instanceof BtfType.Prototype prototype
                ? Optional.of(
                    new KernelPlace(
                        kind,
                        name,
                        source.module,
                        source.types,
                        found.id(),
                        prototype.parameters(),
                        prototype.returnType()))
                : Optional.empty());
  }

  private static Optional<KernelPlace> tracepoint(Source source, String name) {
    Optional<BtfType.Typedef> callback =
        source.types.find(BtfType.Typedef.class, TRACEPOINT + name);
    if (callback.isEmpty()
        || !(source.types.resolve(callback.get().target()) instanceof BtfType.Pointer pointer)
        || !(source.types.resolve(pointer.target()) instanceof BtfType.Prototype prototype)) {
      return Optional.empty();
    }
    List<BtfType.Parameter> parameters =
        source
            .types
            .prototype(ITERATOR + name)
            .map(BtfType.Prototype::parameters)
            .filter(named -> named.size() == prototype.parameters().size())
            .orElse(prototype.parameters());
    return Optional.of(
        new KernelPlace(
            Kind.TRACEPOINT,
            name,
            source.module,
            source.types,
            callback.get().id(),
            // The first is the callback's own data, which programs do not see.
            parameters.subList(1, parameters.size()),
            0));
  }

  /** The nearest of the kernel's names of a kind that begin with a prefix, which is cut off. */
  private static List<String> nearest(BtfKind kind, String prefix, String name) {
    Btf types = Btf.kernel();
    List<String> names =
        IntStream.range(types.firstId(), types.typeCount())
            .filter(id -> types.kind(id) == kind)
            .mapToObj(id -> types.type(id).name())
            .filter(candidate -> candidate.startsWith(prefix))
            .map(candidate -> candidate.substring(prefix.length()))
            .toList();
    return NearNames.of(name, names);
  }
}
