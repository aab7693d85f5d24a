package bpf4j.compiler.context;

import bpf4j.compiler.internal.simulate.ContextImage;
import bpf4j.compiler.internal.simulate.SimulatedPacket;
import bpf4j.compiler.internal.simulate.SkbFields;
import bpf4j.compiler.internal.simulate.XdpTwin;
import bpf4j.compiler.packet.Ethernet;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A context for trying kernel-side code on the JVM, without a kernel or privileges.
 *
 * <pre>{@code
 * var input = SimulatedContext.frame(bytes).with(XdpContext::rxQueueIndex, 3);
 * assertThat(Xdp.simulate(Filters::mirror, input).verdict()).isEqualTo(XdpAction.TX.ordinal());
 * assertThat(input.packet()).isEqualTo(mirrored);
 * }</pre>
 *
 * <p>Fields that are not set are 0. What a program writes, to the context as to the packet, is seen
 * here afterwards. Not thread-safe.
 *
 * @param <C> the context's type
 */
public final class SimulatedContext<C> {
  private final ContextImage image;
  private final SimulatedPacket packet;
  private final C context;

  private SimulatedContext(Class<C> type, ContextImage image, SimulatedPacket packet) {
    this.image = image;
    this.packet = packet;
    this.context = packet.as(type);
  }

  /**
   * A frame for XDP programs, in a buffer with the room that the kernel's test runs have. It came
   * in by interface 1, the loopback device, as there.
   *
   * @param frame the frame from its Ethernet header on; copied
   * @return the context
   */
  public static SimulatedContext<XdpContext> frame(byte[] frame) {
    ContextImage image = new ContextImage(XdpContext.class);
    SimulatedPacket packet =
        SimulatedPacket.writable(
            frame, XdpTwin.HEADROOM, XdpTwin.tailroom(frame.length), Ethernet.LENGTH, image);
    return new SimulatedContext<>(XdpContext.class, image, packet)
        .with(XdpContext::ingressIfindex, 1);
  }

  /**
   * A frame for programs that see socket buffers from their Ethernet header on, such as those of
   * traffic control; with the fields that the kernel's test runs give it.
   *
   * @param <C> the context's type
   * @param type the context interface
   * @param frame the frame; copied
   * @return the context
   */
  public static <C extends SkBuff> SimulatedContext<C> ethernet(Class<C> type, byte[] frame) {
    ContextImage image = SkbFields.of(type, frame.length);
    SkbFields.setFromEthernet(image, frame);
    return new SimulatedContext<>(
        type, image, SimulatedPacket.writable(frame, 0, 0, Ethernet.LENGTH, image));
  }

  /**
   * A packet for programs that see socket buffers from their network header on, such as those of
   * control groups; with the fields that the kernel's test runs give it.
   *
   * @param <C> the context's type
   * @param type the context interface
   * @param packet the packet; copied
   * @return the context
   */
  public static <C extends SkBuff> SimulatedContext<C> network(Class<C> type, byte[] packet) {
    ContextImage image = SkbFields.of(type, packet.length);
    SkbFields.setFromNetwork(image, packet);
    return new SimulatedContext<>(type, image, SimulatedPacket.frame(packet.clone(), 0, image));
  }

  /**
   * Bytes for programs whose packet is no frame: a socket option's value, a message, a packet from
   * its transport header on.
   *
   * @param <C> the context's type
   * @param type the context interface
   * @param bytes the bytes; copied
   * @return the context with all fields 0
   */
  public static <C extends ProgramContext> SimulatedContext<C> bytes(Class<C> type, byte[] bytes) {
    ContextImage image = new ContextImage(type);
    return new SimulatedContext<>(type, image, SimulatedPacket.writable(bytes, 0, 0, 0, image));
  }

  /**
   * A context without a packet.
   *
   * @param <C> the context's type
   * @param type the context interface
   * @return the context with all fields 0
   */
  public static <C extends ProgramContext> SimulatedContext<C> of(Class<C> type) {
    ContextImage image = new ContextImage(type);
    return new SimulatedContext<>(type, image, SimulatedPacket.frame(new byte[0], 0, image));
  }

  /**
   * Sets a field.
   *
   * @param field the accessor that reads it, such as {@code XdpContext::rxQueueIndex}; for an array
   *     field a lambda with the index
   * @param value as the accessor shall return it
   * @return this
   * @throws IllegalArgumentException if that reads no field of the context
   */
  public SimulatedContext<C> with(ToLongFunction<? super C> field, long value) {
    image.forgetLastRead();
    image.setLastRead(field.applyAsLong(context), value);
    return this;
  }

  /**
   * Sets a field that is no number, such as the text that a tracepoint records.
   *
   * @param <T> the field's type
   * @param field the accessor that reads it
   * @param value as the accessor shall return it
   * @return this
   * @throws IllegalArgumentException if that reads no such field of the context
   */
  public <T> SimulatedContext<C> withObject(Function<? super C, T> field, T value) {
    image.forgetLastRead();
    T before = field.apply(context);
    if (!image.recorded().setLastRead(value)) {
      throw new IllegalArgumentException("no field was read, but " + before + " returned");
    }
    return this;
  }

  /** {@return the context for kernel-side code} */
  public C context() {
    return context;
  }

  /** {@return a copy of the packet as it is now} */
  public byte[] packet() {
    return packet.bytes();
  }
}
