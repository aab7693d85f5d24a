package bpf4j.syscall.bpf;

import java.util.List;

/**
 * What is attached somewhere, in running order.
 *
 * @param programs the programs
 * @param flags how control groups share programs: 1 overridable, 2 several (Linux 4.15)
 * @param revision changes with every change (tcx and netkit since Linux 6.6, control groups 6.17),
 *     else 0
 */
public record QueryResult(List<Attached> programs, int flags, long revision) {
  /** Copies the list. */
  public QueryResult {
    programs = List.copyOf(programs);
  }

  /**
   * One attached program.
   *
   * @param programId its id
   * @param flags the flags it was attached with, 0 if unknown
   * @param linkId the id of the link that attached it (Linux 6.6), 0 for none
   */
  public record Attached(int programId, int flags, int linkId) {}
}
