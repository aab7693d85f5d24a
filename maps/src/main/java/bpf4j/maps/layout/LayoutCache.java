package bpf4j.maps.layout;

import java.lang.invoke.MethodHandles;
import java.util.Objects;

/** The layouts of classes whose members can be reached without a lookup from outside. */
final class LayoutCache {

  private static final ClassValue<Layout<?>> LAYOUTS =
      new ClassValue<>() {
        @Override
        protected Layout<?> computeValue(Class<?> type) {
          Layout<?> scalar = ScalarLayout.natural(type);
          return scalar != null ? scalar : new LayoutReader(MethodHandles.lookup()).read(type);
        }
      };

  private LayoutCache() {}

  static <T> Layout<T> get(Class<T> type) {
    @SuppressWarnings("unchecked") // computeValue makes a Layout<T> for a Class<T>
    Layout<T> layout = (Layout<T>) LAYOUTS.get(Objects.requireNonNull(type, "type"));
    return layout;
  }
}
