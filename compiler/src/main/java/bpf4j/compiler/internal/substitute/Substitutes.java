package bpf4j.compiler.internal.substitute;

import java.util.Map;

/** Which class has the substitutes for the methods of another. */
public final class Substitutes {
  private static final String PACKAGE = "bpf4j/compiler/internal/substitute/";

  private static final Map<String, String> CLASSES =
      Map.of(
          "java/lang/Integer",
          PACKAGE + "IntegerMethods",
          "java/lang/System",
          PACKAGE + "SystemMethods",
          "java/lang/String",
          PACKAGE + "StringMethods",
          "java/util/Objects",
          PACKAGE + "ObjectsMethods",
          "java/util/Arrays",
          PACKAGE + "ArraysMethods",
          "bpf4j/maps/KernelTimer",
          PACKAGE + "KernelTimerMethods",
          "bpf4j/maps/SpinLock",
          PACKAGE + "SpinLockMethods",
          "bpf4j/perf/RingBuffer",
          PACKAGE + "RingBufferMethods",
          "bpf4j/perf/PerfEventArray",
          PACKAGE + "PerfEventArrayMethods");

  private Substitutes() {}

  /**
   * The internal name of the class with substitutes for another's methods; null if there is none.
   */
  public static String classFor(String owner) {
    return CLASSES.get(owner);
  }

  /** Whether a class, by its internal name, is {@link StringBytes}, which the compiler knows. */
  public static boolean isStringBytes(String owner) {
    return owner.equals(PACKAGE + "StringBytes");
  }

  /** The internal name of the class with substitutes for methods of maps. */
  public static String classForMaps() {
    return PACKAGE + "MapMethods";
  }

  /** Whether a class, by its internal name, is {@link MapWalk}, which the compiler knows. */
  public static boolean isMapWalk(String owner) {
    return owner.equals(PACKAGE + "MapWalk");
  }

  /** Whether a class, by its internal name, is {@link TimerHelpers}, which the compiler knows. */
  public static boolean isTimerHelpers(String owner) {
    return owner.equals(PACKAGE + "TimerHelpers");
  }

  /** Whether a class, by its internal name, is one of substitutes. */
  public static boolean contains(String owner) {
    return owner.startsWith(PACKAGE);
  }
}
