/**
 * Packets as kernel-side Java sees them: headers, protocol constants and addresses.
 *
 * <p>A header is an interface whose fields are placed by annotations ({@link
 * bpf4j.compiler.declare.Header}); everything that takes more than one read is a {@code default}
 * method in plain Java. The compiler inlines both, the JVM twin runs both, and a user's own header
 * has the same standing as these.
 *
 * <p>Start with {@link bpf4j.compiler.packet.PacketView}, then {@link
 * bpf4j.compiler.packet.EtherTyped} and {@link bpf4j.compiler.packet.Ipv4}. One rule runs through
 * all headers: a method named for the next header ({@code udp()}) fail-stops when this header names
 * another one, its twin {@code udpOrNull()} returns null instead; ports name no protocol for
 * certain, so payloads of UDP and TCP are chosen by the caller and not checked.
 */
package bpf4j.compiler.packet;
