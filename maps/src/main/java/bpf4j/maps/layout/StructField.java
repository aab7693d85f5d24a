package bpf4j.maps.layout;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/**
 * One field of a struct.
 *
 * @param name the Java name of the field or record component; a record's accessor method has the
 *     same name, takes nothing and returns {@link #type()}
 * @param index its place in declared order; for a record also its place among the parameters of the
 *     canonical constructor
 * @param offset bytes from the start of the struct
 * @param layout what lies there
 * @param member the Java field; private for a record
 */
public record StructField(String name, int index, int offset, Layout<?> layout, Field member) {

  /** {@return the declared type, a primitive where it is one, as the field's descriptor has it} */
  public Class<?> type() {
    return member.getType();
  }

  /** {@return whether the Java field is final, so that its content is replaced, never itself} */
  public boolean isFinal() {
    return Modifier.isFinal(member.getModifiers());
  }
}
