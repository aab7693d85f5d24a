package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.BpfMap;
import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.MapType;

/**
 * The map of an operation.
 *
 * @param description a map like it; itself if it is known when compiling
 * @param inner its address if it was found inside another map, else null
 */
record MapOperand(BpfMap description, Value inner) {
  /** What helpers are given for it. */
  Value handle(GraphBuilder builder) {
    return inner == null ? builder.map(description) : inner;
  }

  boolean isKnown() {
    return inner == null;
  }

  String name() {
    return description.name();
  }

  MapType type() {
    return description.type();
  }

  int maxEntries() {
    return description.maxEntries();
  }

  int flags() {
    return description.flags();
  }

  Layout<?> keyLayout() {
    return description.keyLayout();
  }

  Layout<?> valueLayout() {
    return description.valueLayout();
  }
}
