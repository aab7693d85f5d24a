package bpf4j.compiler.internal.codegen;

/**
 * Stands in the code for the map that counts failing runs, one eight-byte counter a place; the
 * loader puts the real map in its stead.
 */
public enum FailCounters {
  INSTANCE;

  @Override
  public String toString() {
    return "failures";
  }
}
