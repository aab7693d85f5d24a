/** Makes failing programs small: {@link bpf4j.compiler.fuzz.shrink.Shrinker}. */
package bpf4j.compiler.fuzz.shrink;
