/**
 * Programs to measure the compiler by, each with a twin of the same name in C ({@code
 * peers/corpus}) that makes the same checks and uses the same kinds of maps. Both sides are written
 * as one would write them, not to please a compiler.
 *
 * <p>Start with {@link bpf4j.benchmarks.corpus.Corpus}, the list. Where a program does what a
 * public one does, its twin in C says which.
 */
package bpf4j.benchmarks.corpus;
