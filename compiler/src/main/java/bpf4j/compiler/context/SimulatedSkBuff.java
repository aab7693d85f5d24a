package bpf4j.compiler.context;

import bpf4j.compiler.internal.simulate.ContextImage;
import bpf4j.compiler.internal.simulate.SimulatedPacket;
import bpf4j.compiler.internal.simulate.SkbFields;
import bpf4j.compiler.packet.EtherType;
import bpf4j.compiler.packet.Ethernet;
import java.util.Objects;

/**
 * A packet for trying kernel-side code on the JVM, without a kernel or privileges.
 *
 * <pre>{@code
 * SkBuff skb = SimulatedSkBuff.frame(bytes).mark(7).ifindex(2).skb();
 * assertThat(Filters.dns(skb)).isEqualTo(1);
 * }</pre>
 *
 * <p>Context fields that are not set have the values that {@code BPF_PROG_TEST_RUN} gives them: the
 * packet is at the loopback device (index 1), {@link SkBuff#protocol} and {@link SkBuff#pktType}
 * follow from the Ethernet header as in the kernel's {@code eth_type_trans}, all others are 0.
 * (From the loopback device's point of view an Ethernet broadcast is a multicast.)
 *
 * <p>Immutable, except that the bytes stay the caller's: nothing is copied.
 */
public final class SimulatedSkBuff {
  private final byte[] bytes;
  private final int dataOffset;
  private final int linkHeaderLength;
  private final ContextImage context;

  private SimulatedSkBuff(
      byte[] bytes, int dataOffset, int linkHeaderLength, ContextImage context) {
    this.bytes = bytes;
    this.dataOffset = dataOffset;
    this.linkHeaderLength = linkHeaderLength;
    this.context = context;
  }

  /**
   * A frame as an Ethernet or loopback device hands it over.
   *
   * @param bytes the frame from its Ethernet header on, without frame check sequence; it may be cut
   *     short anywhere
   * @return the packet
   */
  public static SimulatedSkBuff frame(byte[] bytes) {
    ContextImage context = context(bytes.length);
    SkbFields.setFromEthernet(context, bytes);
    return new SimulatedSkBuff(bytes, 0, Ethernet.LENGTH, context);
  }

  /**
   * A packet as a device without link-layer headers (a tunnel) hands it over.
   *
   * @param bytes the packet from its network header on
   * @param etherType what it is, an {@link EtherType}
   * @return the packet
   */
  public static SimulatedSkBuff network(byte[] bytes, int etherType) {
    ContextImage context = context(bytes.length);
    context.set("protocol", 0, etherType);
    return new SimulatedSkBuff(bytes, 0, 0, context);
  }

  /**
   * A packet as a UDP or TCP socket's filter gets it: offset 0 is the transport header's first
   * byte, and the network header lies before it.
   *
   * @param bytes the packet from its network header on
   * @param networkHeaderLength bytes of the network header, its options and extensions included
   * @param etherType what it is, an {@link EtherType}
   * @return the packet
   * @throws IndexOutOfBoundsException when the bytes end within the network header
   */
  public static SimulatedSkBuff transport(byte[] bytes, int networkHeaderLength, int etherType) {
    int length =
        bytes.length - Objects.checkFromToIndex(networkHeaderLength, bytes.length, bytes.length);
    ContextImage context = context(length);
    context.set("protocol", 0, etherType);
    return new SimulatedSkBuff(bytes, networkHeaderLength, 0, context);
  }

  /**
   * The packet for kernel-side code.
   *
   * @return a view that any thread may use as long as nobody writes the bytes
   */
  public SkBuff skb() {
    SimulatedPacket packet =
        dataOffset == 0
            ? SimulatedPacket.frame(bytes, linkHeaderLength, context)
            : SimulatedPacket.datagram(bytes, dataOffset, SkBuff.NETWORK_RELATIVE, context);
    return packet.as(SkBuff.class);
  }

  /**
   * Sets {@link SkBuff#pktType}.
   *
   * @param type whom the packet is for, a {@link bpf4j.compiler.PacketType}
   * @return the packet with it
   */
  public SimulatedSkBuff pktType(int type) {
    return with("pktType", 0, type);
  }

  /**
   * Sets {@link SkBuff#mark}.
   *
   * @param mark the mark
   * @return the packet with it
   */
  public SimulatedSkBuff mark(int mark) {
    return with("mark", 0, mark);
  }

  /**
   * Sets {@link SkBuff#queueMapping}.
   *
   * @param queue the device queue
   * @return the packet with it
   */
  public SimulatedSkBuff queueMapping(int queue) {
    return with("queueMapping", 0, queue);
  }

  /**
   * Sets {@link SkBuff#protocol}.
   *
   * @param etherType what the kernel takes the packet for, in host order
   * @return the packet with it
   */
  public SimulatedSkBuff protocol(int etherType) {
    return with("protocol", 0, etherType);
  }

  /**
   * Sets {@link SkBuff#priority}.
   *
   * @param priority the queueing priority
   * @return the packet with it
   */
  public SimulatedSkBuff priority(int priority) {
    return with("priority", 0, priority);
  }

  /**
   * Sets {@link SkBuff#ingressIfindex}.
   *
   * @param index the device that the packet came in by
   * @return the packet with it
   */
  public SimulatedSkBuff ingressIfindex(int index) {
    return with("ingressIfindex", 0, index);
  }

  /**
   * Sets {@link SkBuff#ifindex}.
   *
   * @param index the device that the packet is at
   * @return the packet with it
   */
  public SimulatedSkBuff ifindex(int index) {
    return with("ifindex", 0, index);
  }

  /**
   * Sets {@link SkBuff#tcIndex}.
   *
   * @param index the traffic control index
   * @return the packet with it
   */
  public SimulatedSkBuff tcIndex(int index) {
    return with("tcIndex", 0, index);
  }

  /**
   * Sets {@link SkBuff#hash}.
   *
   * @param hash the flow hash
   * @return the packet with it
   */
  public SimulatedSkBuff hash(int hash) {
    return with("hash", 0, hash);
  }

  /**
   * Sets {@link SkBuff#napiId}.
   *
   * @param id the receive queue's NAPI instance
   * @return the packet with it
   */
  public SimulatedSkBuff napiId(int id) {
    return with("napiId", 0, id);
  }

  /**
   * Sets {@link SkBuff#vlanPresent}, {@link SkBuff#vlanTci} and {@link SkBuff#vlanProto}, as when
   * hardware has stripped a VLAN tag.
   *
   * @param tci priority, DEI and VLAN id, 0 to 65,535
   * @param protocol the tag's EtherType
   * @return the packet with them
   */
  public SimulatedSkBuff vlan(int tci, int protocol) {
    return with("vlanPresent", 0, 1).with("vlanTci", 0, tci).with("vlanProto", 0, protocol);
  }

  /**
   * Sets an element of {@link SkBuff#cb}.
   *
   * @param index 0 to 4
   * @param value any {@code int}
   * @return the packet with it
   * @throws IndexOutOfBoundsException when there is no such element
   */
  public SimulatedSkBuff cb(int index, int value) {
    return with("cb", index, value);
  }

  /**
   * Sets {@link SkBuff#gsoSegs} and {@link SkBuff#gsoSize}.
   *
   * @param segments how many segments the packet will be cut into
   * @param size their size in bytes
   * @return the packet with them
   */
  public SimulatedSkBuff segmentation(int segments, int size) {
    return with("gsoSegs", 0, segments).with("gsoSize", 0, size);
  }

  private SimulatedSkBuff with(String field, int index, int value) {
    ContextImage changed = context.copy();
    changed.set(field, index, value);
    return new SimulatedSkBuff(bytes, dataOffset, linkHeaderLength, changed);
  }

  private static ContextImage context(int length) {
    return SkbFields.of(SkBuff.class, length);
  }
}
