package bpf4j.compiler.internal.load;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.VerifierException;
import bpf4j.compiler.internal.codegen.LineEntry;
import bpf4j.compiler.internal.declaration.Binding;
import bpf4j.compiler.internal.ir.ConstantData;
import bpf4j.compiler.internal.ir.FailCounters;
import bpf4j.compiler.internal.isa.Relocation;
import bpf4j.maps.BpfMap;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.BtfCalls;
import bpf4j.syscall.bpf.LoadedProgram;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramLoadAttr;
import bpf4j.syscall.bpf.ProgramLoadException;
import bpf4j.syscall.io.Fd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Binds a program to its maps and loads it. */
public final class ProgramLoader {
  /** How the verifier's log begins the line of an instruction. */
  private static final Pattern INSTRUCTION = Pattern.compile("(?m)^(\\d+): \\(");

  /** Lines that follow the verifier's reason. */
  private static final Pattern DETAIL =
      Pattern.compile("processed \\d|verification time|stack depth|(cur|old) state:");

  /** What ends a whole log. */
  private static final String STATISTICS = "\nprocessed ";

  /** What verifiers say of functions that are not there, for the program type or at all. */
  private static final Pattern NO_HELPER =
      Pattern.compile(
          "(?:unknown func|cannot use helper) ([a-z0-9_]+)#\\d+"
              + "|calling kernel function ([a-zA-Z0-9_]+) is not (?:allowed|supported)");

  private ProgramLoader() {}

  /**
   * Loads.
   *
   * @param failures the counters of the places where the program may fail
   * @throws CompileException if this kernel lacks a helper that the program calls
   * @throws VerifierException if the verifier refuses for another reason
   */
  public static Fd load(Compilation compilation, FailureMap failures) {
    return load(compilation, failures, 0);
  }

  /**
   * Loads with flags for testing.
   *
   * @param flags an or of {@link bpf4j.syscall.bpf.ProgramFlags}
   */
  public static Fd load(Compilation compilation, FailureMap failures, int flags) {
    try (ConstantMaps constants = new ConstantMaps()) {
      return load(compilation, map -> fdOf(map, failures, constants), flags);
    }
  }

  private static Fd load(Compilation compilation, Function<Object, Fd> fds, int flags) {
    List<Fd> maps = new ArrayList<>();
    for (Relocation relocation : compilation.code().code().relocations()) {
      maps.add(fds.apply(relocation.map()));
    }
    // The numbers stay valid while the descriptors are held open below.
    long[] slots = compilation.code().code().resolve(map -> fds.apply(map).number());
    ByteBuffer bytes =
        ByteBuffer.allocate(slots.length * Long.BYTES).order(ByteOrder.nativeOrder());
    for (long slot : slots) {
      bytes.putLong(slot);
    }
    DebugInfo debug = DebugInfo.of(compilation);
    try (Fd btf = BtfCalls.load(debug.btf())) {
      ProgramLoadAttr.Builder attr =
          ProgramLoadAttr.builder(
                  compilation.options().programType(),
                  bytes.flip(),
                  compilation.options().license())
              .name(compilation.name())
              .flags(flags | compilation.options().kind().flags())
              .btf(btf)
              .functionInfo(DebugInfo.FUNCTION_RECORD, debug.functions())
              .lineInfo(DebugInfo.LINE_RECORD, debug.lines())
              .keepOpen(maps);
      AttachType attachType = compilation.options().kind().attachType();
      if (attachType != null) {
        attr.expectedAttachType(attachType);
      }
      try (Fd module = moduleOf(attr, compilation.options().binding())) {
        if (module != null) {
          attr.attachTarget(module);
        }
        LoadedProgram loaded = ProgramCalls.load(attr.build());
        return loaded.fd();
      }
    } catch (ProgramLoadException e) {
      throw e.log().isEmpty() ? e : refused(compilation, e);
    }
  }

  /** Names the place that a program is for; the types of its module, to be closed, or null. */
  private static Fd moduleOf(ProgramLoadAttr.Builder attr, Binding binding) {
    if (!(binding instanceof Binding.AtPlace at)) {
      return null;
    }
    attr.attachBtfId(at.place().typeId());
    String module = at.place().module();
    if (module.isEmpty()) {
      return null;
    }
    return BtfCalls.ofModule(module)
        .orElseThrow(
            () -> new IllegalStateException("the module " + module + " is loaded no more"));
  }

  private static Fd fdOf(Object map, FailureMap failures, ConstantMaps constants) {
    if (map instanceof ConstantData data) {
      return constants.of(data);
    }
    return map == FailCounters.INSTANCE ? failures.fd() : ((BpfMap) map).fd();
  }

  private static RuntimeException refused(Compilation compilation, ProgramLoadException e) {
    int slot = -1;
    Matcher matcher = INSTRUCTION.matcher(e.log());
    while (matcher.find()) {
      slot = Integer.parseInt(matcher.group(1));
    }
    String file = null;
    int line = 0;
    for (LineEntry entry : compilation.code().lines()) {
      if (entry.slot() <= slot) {
        file = entry.position().file();
        line = entry.position().line();
      }
    }
    if (slot < 0 && compilation.options().binding() instanceof Binding.AtPlace at) {
      // It did not come to the program.
      return new CompileException(
          null,
          0,
          "this kernel has no program of this kind at "
              + at.place()
              + ": "
              + reason(e.log())
              + "; choose another place");
    }
    Matcher helper = NO_HELPER.matcher(e.log());
    if (helper.find()) {
      String type = compilation.options().programType().name().toLowerCase(Locale.ROOT);
      return new CompileException(
          file,
          line,
          "this kernel does not let programs of type "
              + type
              + " call "
              + (helper.group(1) == null ? helper.group(2) : helper.group(1))
              + ", or not with the capabilities of this process; do without it");
    }
    String reason =
        e.truncated() && !e.log().contains(STATISTICS)
            ? "its log is cut before it tells the reason (" + e.errno() + ")"
            : reason(e.log());
    return new VerifierException(file, line, reason, e.log(), e);
  }

  /** The last line that is neither statistics, nor a state, nor an instruction. */
  private static String reason(String log) {
    String[] lines = log.strip().split("\n", -1);
    for (int i = lines.length - 1; i >= 0; i--) {
      String text = lines[i].strip();
      if (!text.isEmpty() && !DETAIL.matcher(text).lookingAt()) {
        return text;
      }
    }
    return "no reason given";
  }
}
