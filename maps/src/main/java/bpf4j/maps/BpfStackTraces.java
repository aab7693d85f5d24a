package bpf4j.maps;

import bpf4j.maps.layout.Layout;

/**
 * Stacks that programs have met, each once ({@code BPF_MAP_TYPE_STACK_TRACE}, Linux 4.6). A program
 * gets the number of its stack by {@code bpf4j.compiler.kernel.Stacks}; Java asks for the
 * addresses.
 *
 * <p>A twin has no stacks: the numbers are what a simulation answers.
 */
public interface BpfStackTraces extends BpfMap {

  @Override
  Layout<Integer> keyLayout();

  @Override
  Layout<long[]> valueLayout();

  /** {@return how many addresses a stack has at most; the outermost are left out} */
  int depth();

  /**
   * The addresses of a stack, the innermost first.
   *
   * @param id the number that a program got, 0 or more
   * @return 1 to {@link #depth()} addresses, {@code null} if there is no such stack
   */
  long[] get(int id);

  /**
   * Forgets a stack.
   *
   * @param id the number
   * @return whether it was there
   */
  boolean remove(int id);

  /** Forgets all stacks that it sees. */
  void clear();
}
