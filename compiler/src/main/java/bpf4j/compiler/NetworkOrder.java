package bpf4j.compiler;

import bpf4j.compiler.context.SkBuff;
import java.nio.ByteOrder;

/**
 * Numbers as they lie in packets, most significant byte first, and as this machine computes with
 * them. Values that {@link SkBuff} and the headers of {@link bpf4j.compiler.packet} give are in
 * host order already; this is for bytes that helpers, arrays and maps hold in network order.
 *
 * <p>Both directions are the same operation; two names say what is meant. Pure functions, the same
 * on both sides.
 */
public final class NetworkOrder {
  private static final boolean SWAPS = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private NetworkOrder() {}

  /**
   * C's {@code ntohs}.
   *
   * @param network two bytes in network order; the upper two are ignored
   * @return 0 to 65,535
   */
  public static int toHost16(int network) {
    return SWAPS ? Character.reverseBytes((char) network) : network & 0xffff;
  }

  /**
   * C's {@code ntohl}.
   *
   * @param network four bytes in network order
   * @return the number
   */
  public static int toHost32(int network) {
    return SWAPS ? Integer.reverseBytes(network) : network;
  }

  /**
   * C's {@code be64toh}.
   *
   * @param network eight bytes in network order
   * @return the number
   */
  public static long toHost64(long network) {
    return SWAPS ? Long.reverseBytes(network) : network;
  }

  /**
   * C's {@code htons}.
   *
   * @param host a number of which the lower two bytes count
   * @return they in network order, 0 to 65,535
   */
  public static int toNetwork16(int host) {
    return toHost16(host);
  }

  /**
   * C's {@code htonl}.
   *
   * @param host a number
   * @return its bytes in network order
   */
  public static int toNetwork32(int host) {
    return toHost32(host);
  }

  /**
   * C's {@code htobe64}.
   *
   * @param host a number
   * @return its bytes in network order
   */
  public static long toNetwork64(long host) {
    return toHost64(host);
  }
}
