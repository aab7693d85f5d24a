package bpf4j.compiler.internal.frontend;

import java.util.ArrayList;
import java.util.List;

/** Local variables and operand stack of one activation. A long takes one place on the stack. */
final class Frame {
  private final JavaValue[] locals;
  private final JavaValue[] stack;
  private int depth;

  Frame(int maxLocals, int maxStack) {
    this(new JavaValue[maxLocals], new JavaValue[maxStack], 0);
  }

  private Frame(JavaValue[] locals, JavaValue[] stack, int depth) {
    this.locals = locals;
    this.stack = stack;
    this.depth = depth;
  }

  Frame copy() {
    return new Frame(locals.clone(), stack.clone(), depth);
  }

  int localCount() {
    return locals.length;
  }

  JavaValue local(int index) {
    return locals[index];
  }

  void setLocal(int index, JavaValue value) {
    locals[index] = value;
  }

  int depth() {
    return depth;
  }

  JavaValue stack(int index) {
    return stack[index];
  }

  void setStack(int index, JavaValue value) {
    stack[index] = value;
  }

  /** All that is known in the frame. */
  List<JavaValue> values() {
    List<JavaValue> values = new ArrayList<>(locals.length + depth);
    for (JavaValue local : locals) {
      if (local != null) {
        values.add(local);
      }
    }
    for (int i = 0; i < depth; i++) {
      if (stack[i] != null) {
        values.add(stack[i]);
      }
    }
    return values;
  }

  void push(JavaValue value) {
    stack[depth++] = value;
  }

  JavaValue pop() {
    JavaValue value = stack[--depth];
    stack[depth] = null;
    return value;
  }

  JavaValue peek() {
    return stack[depth - 1];
  }
}
