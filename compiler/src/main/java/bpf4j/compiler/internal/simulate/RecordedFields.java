package bpf4j.compiler.internal.simulate;

import bpf4j.maps.layout.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Fields of a simulated tracepoint's record, and arguments of places in the kernel, by their names:
 * nothing is known of where they lie.
 */
public final class RecordedFields {
  private final Map<Key, Object> values;
  private Key lastRead;

  private record Key(String name, int index) {}

  RecordedFields() {
    this(new HashMap<>());
  }

  private RecordedFields(Map<Key, Object> values) {
    this.values = values;
  }

  RecordedFields copy() {
    return new RecordedFields(new HashMap<>(values));
  }

  void forgetLastRead() {
    lastRead = null;
  }

  /** A number; 0 unless it was set. */
  long number(String name, int index) {
    lastRead = new Key(name, index);
    return values.getOrDefault(lastRead, 0L) instanceof Long number ? number : 0;
  }

  /** A string, record or kernel struct: empty, of zeros or null unless it was set. */
  Object object(String name, int index, Class<?> type) {
    lastRead = new Key(name, index);
    Object value = values.get(lastRead);
    if (value == null && type == String.class) {
      return "";
    } else if (value == null && type.isRecord()) {
      Layout<?> layout = Layout.of(type);
      ByteBuffer zeros = ByteBuffer.allocate(layout.size()).order(ByteOrder.nativeOrder());
      return layout.read(zeros, 0);
    }
    return value;
  }

  /**
   * Sets the field that was read last.
   *
   * @return false if none was read
   */
  public boolean setLastRead(Object value) {
    if (lastRead == null) {
      return false;
    }
    values.put(lastRead, value);
    return true;
  }
}
