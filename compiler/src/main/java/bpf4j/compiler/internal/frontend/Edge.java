package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.internal.ir.Block;

/**
 * One way into a bytecode block: the state at its start, and the SSA block it comes from.
 *
 * @param from the SSA block, already linked to the target; or, for an open edge, the block in which
 *     the target simply goes on
 * @param open whether {@code from} has not been ended
 */
record Edge(Block from, boolean open, Frame frame, Heap heap) {}
