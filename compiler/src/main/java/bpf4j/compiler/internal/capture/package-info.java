/**
 * From a lambda object to the bytecode behind it: which method implements it, which values it
 * captured, and where its class file is. Start at {@link
 * bpf4j.compiler.internal.capture.CapturedLambda}.
 */
package bpf4j.compiler.internal.capture;
