package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.ir.SourcePosition;

/**
 * From a slot on, instructions belong to a Java line.
 *
 * @param slot index of the first instruction
 */
public record LineEntry(int slot, SourcePosition position) {}
