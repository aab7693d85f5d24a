package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.capture.MethodBody;
import bpf4j.compiler.internal.frontend.JavaValue.Constant;
import bpf4j.compiler.internal.frontend.JavaValue.Scalar;
import bpf4j.compiler.internal.substitute.Substitutes;
import bpf4j.perf.EventChannel;
import bpf4j.perf.PerfEventArray;
import bpf4j.perf.RingBuffer;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Calls of channels: substitutes for their methods, which get what is known of the channel as
 * constants, in front of the arguments.
 */
final class ChannelCalls {
  private final MethodTranslator translator;

  ChannelCalls(MethodTranslator translator) {
    this.translator = translator;
  }

  /**
   * Calls a method that only programs can call.
   *
   * @return null if the method is another one
   */
  MethodBody find(EventChannel<?> channel, MethodInsnNode call) {
    boolean ring = channel instanceof RingBuffer;
    String substitutes = Substitutes.classFor(Type.getInternalName(shape(channel)));
    String known = Type.getDescriptor(shape(channel)) + "Lbpf4j/maps/BpfGlobalArray;";
    String descriptor = "(" + known + (ring ? "I" : "") + call.desc.substring(1);
    return translator.classes().find(substitutes, call.name, descriptor);
  }

  /** The arguments of what {@link #find} has found. */
  List<JavaValue> arguments(EventChannel<?> channel, List<JavaValue> args) {
    if (channel.isClosed()) {
      throw translator.refuse(
          "the channel " + channel.name() + " is closed; close it after its programs");
    }
    List<JavaValue> all = new ArrayList<>(args.size() + 3);
    all.add(new Constant(channel));
    all.add(new Constant(channel.dropCounters()));
    if (channel instanceof RingBuffer<?> ring) {
      all.add(new Scalar(translator.builder().i32(ring.wakeupBytes())));
    }
    all.addAll(args);
    return all;
  }

  private static Class<?> shape(EventChannel<?> channel) {
    return channel instanceof RingBuffer ? RingBuffer.class : PerfEventArray.class;
  }
}
