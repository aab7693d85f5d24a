package bpf4j.compiler.internal.ir;

/**
 * A packet read.
 *
 * @param bytes 1, 2, 4 or 8
 * @param site where the run ends when the packet is shorter
 */
public record PacketAccess(int bytes, FailSite site) {}
