package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.ir.Subprogram;

/**
 * A function that the program calls, and where it begins.
 *
 * @param slot index of its first instruction
 */
public record FunctionEntry(int slot, Subprogram subprogram) {}
