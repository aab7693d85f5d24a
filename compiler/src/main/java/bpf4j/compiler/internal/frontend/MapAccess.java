package bpf4j.compiler.internal.frontend;

import bpf4j.maps.MapOperation;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.StructField;
import bpf4j.maps.layout.StructLayout;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.ProgramType;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether a program may use a map in some way. */
final class MapAccess {
  /** {@code is_tracing_prog_type} in {@code kernel/bpf/verifier.c}. */
  private static final Set<ProgramType> TRACING =
      Set.of(
          ProgramType.KPROBE,
          ProgramType.TRACEPOINT,
          ProgramType.PERF_EVENT,
          ProgramType.RAW_TRACEPOINT,
          ProgramType.RAW_TRACEPOINT_WRITABLE);

  /** Which maps some programs may not use at all ({@code check_map_prog_compatibility}). */
  private static final Map<String, Set<ProgramType>> BARRED =
      Map.of(
          "bpf_spin_lock",
          Set.of(
              ProgramType.SOCKET_FILTER,
              ProgramType.KPROBE,
              ProgramType.TRACEPOINT,
              ProgramType.PERF_EVENT,
              ProgramType.RAW_TRACEPOINT,
              ProgramType.RAW_TRACEPOINT_WRITABLE),
          "bpf_timer",
          TRACING);

  private final MethodTranslator translator;
  private final Environment environment;

  MapAccess(MethodTranslator translator, Environment environment) {
    this.translator = translator;
    this.environment = environment;
  }

  /** Whether values have a lock. */
  static boolean hasLock(Layout<?> values) {
    return values instanceof StructLayout<?> struct
        && struct.fields().stream().anyMatch(field -> nameOf(field).equals("bpf_spin_lock"));
  }

  /** Whether a struct has fields that only the kernel touches. */
  static boolean hasKernelObject(StructLayout<?> struct) {
    return struct.fields().stream().anyMatch(field -> !nameOf(field).isEmpty());
  }

  private static String nameOf(StructField field) {
    return field.layout() instanceof StructLayout<?> struct ? struct.kernelObject().orElse("") : "";
  }

  /** Refuses what the kernel would refuse. */
  void require(MapOperand map, String name, MapOperation operation) {
    boolean readOnly = (map.flags() & MapFlags.RDONLY_PROG) != 0;
    boolean writeOnly = (map.flags() & MapFlags.WRONLY_PROG) != 0;
    if (readOnly && operation.writes()) {
      throw translator.refuse(
          name + " writes to " + map.name() + ", which was made readOnlyForPrograms");
    }
    if (readOnly && map.valueLayout() instanceof StructLayout<?> struct && !struct.isRecord()) {
      throw translator.refuse(
          map.name()
              + " was made readOnlyForPrograms, but its values could be changed where they lie;"
              + " make "
              + struct.javaType().getSimpleName()
              + " a record");
    }
    if (writeOnly && operation.reads()) {
      throw translator.refuse(
          name + " reads from " + map.name() + ", which was made writeOnlyForPrograms");
    }
    if (map.valueLayout() instanceof StructLayout<?> struct) {
      struct.fields().forEach(field -> requireAllowed(map, field));
    }
  }

  private void requireAllowed(MapOperand map, StructField field) {
    String object = nameOf(field);
    if (BARRED.getOrDefault(object, Set.of()).contains(environment.programType())) {
      throw translator.refuse(
          "programs of type "
              + environment.programType().name().toLowerCase(Locale.ROOT)
              + " cannot use "
              + map.name()
              + ", whose values have a struct "
              + object
              + " ("
              + field.name()
              + "); use AtomicLong fields or a per-CPU map, or a program of another type");
    }
  }
}
