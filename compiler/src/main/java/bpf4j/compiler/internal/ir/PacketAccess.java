package bpf4j.compiler.internal.ir;

/**
 * A packet read or write.
 *
 * @param bytes 1, 2, 4, 6 or 8 of a number; any count of a copy
 * @param site where the run ends when the packet is shorter
 */
public record PacketAccess(int bytes, FailSite site) {}
