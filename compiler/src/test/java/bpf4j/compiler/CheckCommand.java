package bpf4j.compiler;

import bpf4j.maps.JvmMaps;

/** What a user's unit test does, as a program of its own so that it can run as anybody. */
final class CheckCommand {
  private CheckCommand() {}

  /** Prints a line for each program that is checked. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    var counts = JvmMaps.array(Long.class, 256);
    var seen = JvmMaps.hash(Integer.class, Long.class, 16);
    BpfCompiler.check(skb -> counts.add(skb.ip().protocol(), 1));
    System.out.println("tap accepted");
    BpfCompiler.checkFilter(
        skb -> {
          seen.add(skb.ip().source(), skb.len());
          return seen.containsKey(skb.ip().destination()) ? SocketFilter.KEEP : SocketFilter.DROP;
        });
    System.out.println("filter accepted");
    try {
      BpfCompiler.check(skb -> counts.add((int) (skb.len() * 0.5), 1));
    } catch (CompileException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
