package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.ir.Value;
import bpf4j.maps.BpfMap;
import java.util.List;

/**
 * A map found inside another, or null.
 *
 * @param template a map like it
 * @param pointer its address
 */
record MapRef(BpfMap template, Value pointer) implements JavaValue {
  @Override
  public List<Value> components() {
    return List.of(pointer);
  }

  @Override
  public JavaValue with(List<Value> components) {
    return new MapRef(template, components.get(0));
  }

  @Override
  public boolean sameShape(JavaValue other) {
    return other instanceof MapRef ref && ref.template == template;
  }

  @Override
  public Value presence() {
    return pointer;
  }

  @Override
  public String describe() {
    return "a map inside another";
  }
}
