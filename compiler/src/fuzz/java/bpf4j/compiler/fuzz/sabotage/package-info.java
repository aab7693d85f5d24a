/**
 * Known miscompilations that are planted one by one, to see that the fuzzer finds each: {@link
 * bpf4j.compiler.fuzz.sabotage.Sabotage}.
 */
package bpf4j.compiler.fuzz.sabotage;
