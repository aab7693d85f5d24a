/**
 * What the tests of all modules share, as sources that each module compiles with its own tests: it
 * needs JUnit and nothing of bpf4j.
 */
package bpf4j.testkit;
