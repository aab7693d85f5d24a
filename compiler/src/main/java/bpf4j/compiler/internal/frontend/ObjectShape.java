package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.ir.GraphBuilder;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** The instance fields of a class that the program makes objects of. */
record ObjectShape(Class<?> type, List<Field> fields) {
  static ObjectShape of(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          fields.add(field);
        }
      }
    }
    return new ObjectShape(type, fields);
  }

  /** The place of a field, or -1. */
  int indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).getName().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Every field as Java initialises it. */
  JavaValue[] defaults(GraphBuilder builder) {
    JavaValue[] values = new JavaValue[fields.size()];
    for (int i = 0; i < values.length; i++) {
      Class<?> fieldType = fields.get(i).getType();
      if (fieldType == long.class) {
        values[i] = new Scalar(builder.i64(0));
      } else if (fieldType.isPrimitive()) {
        values[i] = new Scalar(builder.i32(0));
      } else {
        values[i] = Constant.NULL;
      }
    }
    return values;
  }
}
