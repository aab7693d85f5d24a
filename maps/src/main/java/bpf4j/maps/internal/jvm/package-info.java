/**
 * Twins of the maps that live in the JVM, for tests without privileges and as the oracle that the
 * compiler is tested against.
 *
 * <p>{@code Copies} says what is copied and what is live; {@code JvmMap} holds what all share; keys
 * are compared as bytes, as {@code KeyBytes}.
 */
package bpf4j.maps.internal.jvm;
