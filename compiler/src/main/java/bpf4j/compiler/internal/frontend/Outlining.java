package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.capture.MethodBody;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * Which methods become functions of the program instead of being inlined. Everything is inlined at
 * first; when that has made the program large, the method whose copies are most of it is called
 * instead, and translation starts anew.
 */
final class Outlining {
  /** Programs of fewer values are left as they are. */
  private static final int LARGE_PROGRAM = 2_000;

  private static final int SMALL_METHOD = 30;
  private static final int FEW_CALLS = 3;

  /** Thrown to start translation anew with one more method called. */
  static final class Again extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Again() {
      super(null, null, false, false);
    }
  }

  private final Set<String> outlined = new HashSet<>();
  private final Map<String, Copies> copies = new HashMap<>();

  /** The inlined copies of a method, and how many values they are in all. */
  private record Copies(int count, int values) {
    Copies plus(int more) {
      return new Copies(count + 1, values + more);
    }

    int saving() {
      return values - values / count;
    }
  }

  boolean isOutlined(MethodBody body) {
    return !outlined.isEmpty() && outlined.contains(key(body));
  }

  /** Forgets the copies of an attempt before the next. */
  void startAnew() {
    copies.clear();
  }

  /** True for methods that return what a function can return. */
  static boolean isCallable(MethodBody body) {
    Type result = Type.getReturnType(body.node().desc);
    return result.getSort() <= Type.LONG
        && result.getSort() != Type.FLOAT
        && !body.node().name.equals("<init>");
  }

  /**
   * Notes that a method which could be called has been inlined.
   *
   * @param values how many values its copy is
   * @param programValues how many the program is by now
   * @throws Again when it is time to call one instead
   */
  void inlined(MethodBody body, int values, int programValues) {
    if (values < SMALL_METHOD) {
      return;
    }
    copies.merge(key(body), new Copies(1, values), (old, one) -> old.plus(one.values()));
    if (programValues > LARGE_PROGRAM) {
      outlineWorst();
    }
  }

  private void outlineWorst() {
    String worst = null;
    int most = 0;
    for (Map.Entry<String, Copies> entry : copies.entrySet()) {
      int saving = entry.getValue().saving();
      if (entry.getValue().count() >= FEW_CALLS && saving > most) {
        worst = entry.getKey();
        most = saving;
      }
    }
    if (worst != null && most > LARGE_PROGRAM / 4) {
      outlined.add(worst);
      throw new Again();
    }
  }

  private static String key(MethodBody body) {
    return body.owner() + '.' + body.node().name + body.node().desc;
  }
}
