package bpf4j.compiler.declare;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a packet header: an interface that extends {@code bpf4j.compiler.packet.PacketView}.
 *
 * <p>Its abstract methods are its fields, each placed by {@link At} or {@link Bits} from the
 * header's first byte; whatever takes more than reading one field (lengths, checks, the next
 * header) is a {@code default} method in terms of them. On the wire every value is in network
 * order, in Java in host order.
 *
 * <pre>{@code
 * @Header(size = 4)
 * interface Mpls extends PacketView {
 *   @Bits(at = 0, width = 20) int label();
 *   @Bits(at = 23, width = 1) boolean bottomOfStack();
 *   @At(3) @U8 int timeToLive();
 *
 *   default Ipv4 ip() {
 *     PacketView.require(bottomOfStack());
 *     return view(4, Ipv4.class);
 *   }
 * }
 * }</pre>
 *
 * <p>A header is used as {@code skb.view(14, Mpls.class).label()}. Making the view reads and checks
 * nothing; each accessor is one checked read.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Header {
  /**
   * The header's length without options or extensions.
   *
   * @return bytes, at least as many as its fields need
   */
  int size();
}
