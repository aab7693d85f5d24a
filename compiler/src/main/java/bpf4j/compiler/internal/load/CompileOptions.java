package bpf4j.compiler.internal.load;

import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.internal.declaration.Binding;
import bpf4j.compiler.internal.frontend.Environment;
import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.compiler.internal.opt.Target;
import bpf4j.compiler.internal.opt.Target.Feature;
import bpf4j.compiler.internal.opt.Target.PacketReads;
import bpf4j.syscall.bpf.ProgramType;
import java.util.HashSet;
import java.util.Set;

/**
 * What a program is compiled for.
 *
 * @param kind the program type
 * @param link the link layer of the packets it sees
 * @param networkOffset where the network header starts, as packet reads take it
 * @param license what it is loaded under
 * @param level the instruction set; null for the newest that this machine's kernel has
 * @param binding what is known of the context
 * @param lacking what this machine's kernel is taken to lack, though it has it
 */
public record CompileOptions(
    ProgramKind kind,
    LinkLayer link,
    int networkOffset,
    String license,
    IsaLevel level,
    Binding binding,
    Set<Feature> lacking) {
  /** What a failing run on a packet socket of our own returns. */
  public static final long TAP_FAILURE = ProgramKinds.TAP.defaultVerdict();

  /** What a failing run on somebody's socket returns. */
  public static final long FILTER_FAILURE = ProgramKinds.FILTER.defaultVerdict();

  /** Options for a context of which only the type is known. */
  public CompileOptions(
      ProgramKind kind, LinkLayer link, int networkOffset, String license, IsaLevel level) {
    this(kind, link, networkOffset, license, level, Binding.NONE, Set.of());
  }

  public static CompileOptions tap(LinkLayer link) {
    return of(ProgramKinds.TAP, link);
  }

  public static CompileOptions filter() {
    return new CompileOptions(
        ProgramKinds.FILTER, LinkLayer.NONE, SkBuff.NETWORK_RELATIVE, "GPL", null);
  }

  /** Programs that see packets from the link-layer header on. */
  public static CompileOptions of(ProgramKind kind, LinkLayer link) {
    return new CompileOptions(kind, link, link.headerLength(), "GPL", null);
  }

  /** The same with an instruction set of one's choice. */
  public CompileOptions withLevel(IsaLevel newLevel) {
    return new CompileOptions(kind, link, networkOffset, license, newLevel, binding, lacking);
  }

  /** The same for a place whose context is known. */
  public CompileOptions boundTo(Binding newBinding) {
    return new CompileOptions(kind, link, networkOffset, license, level, newBinding, lacking);
  }

  /** The same under a licence of one's choice. */
  public CompileOptions withLicense(String newLicense) {
    return new CompileOptions(kind, link, networkOffset, newLicense, level, binding, lacking);
  }

  /** The same as on a kernel that has less. */
  public CompileOptions without(Set<Feature> features) {
    Set<Feature> missing = Set.copyOf(features);
    return new CompileOptions(kind, link, networkOffset, license, level, binding, missing);
  }

  public ProgramType programType() {
    return kind.type();
  }

  public Class<?> contextType() {
    return kind.context();
  }

  public PacketReads packets() {
    return kind.packets();
  }

  public long defaultVerdict() {
    return kind.defaultVerdict();
  }

  Environment environment() {
    return new Environment(
        kind.type(),
        link.headerLength(),
        networkOffset,
        kind.writablePackets(),
        kind.firstVerdict(),
        license.contains("GPL"),
        binding);
  }

  IsaLevel effectiveLevel() {
    return level != null ? level : KernelIsa.newest();
  }

  Target target(boolean conservative) {
    Set<Feature> features = KernelIsa.features(effectiveLevel());
    if (!lacking.isEmpty()) {
      features = new HashSet<>(features);
      features.removeAll(lacking);
    }
    return new Target(features, conservative, kind.packets(), kind.layout(), kind.defaultVerdict());
  }
}
