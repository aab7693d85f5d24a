package bpf4j.syscall.bpf;

import java.util.List;

/**
 * What the kernel says about a program ({@code struct bpf_prog_info}). Instructions, line
 * information and the like are fetched by methods of their own in {@link InfoCalls}.
 *
 * @param typeNumber the number of its {@link ProgramType}, which may be newer than that table
 * @param id its id, unique while it exists
 * @param tag hash of its instructions, 16 hexadecimal digits
 * @param machineCodeSize bytes of compiled code, 0 if it is interpreted or hidden
 * @param translatedSize bytes of verified instructions, 0 if they are hidden
 * @param loadedAt when it was loaded, in nanoseconds since the machine started
 * @param createdByUid who loaded it
 * @param mapIds ids of the maps it uses
 * @param name its name, empty if it has none
 * @param interfaceIndex the device it is bound to, or 0
 * @param gplCompatible whether its licence is
 * @param networkNamespaceDevice with the next, the device's network namespace
 * @param networkNamespaceInode see {@code networkNamespaceDevice}
 * @param symbolAddresses addresses of its functions, empty without {@code kernel.kptr_restrict}
 *     rights
 * @param btfId id of its BTF, 0 for none
 * @param runTimeNanos time spent in it while statistics were on ({@link ProgramCalls#enableStats})
 * @param runCount runs while statistics were on
 * @param recursionMisses runs skipped because it was running already on that CPU (Linux 5.12)
 * @param verifiedInstructions instructions the verifier walked (Linux 5.16)
 * @param attachBtfObjectId id of the BTF it attaches to something of (Linux 5.19), 0 for none
 * @param attachBtfId type id of what it attaches to
 */
public record ProgramInfo(
    int typeNumber,
    int id,
    String tag,
    int machineCodeSize,
    int translatedSize,
    long loadedAt,
    int createdByUid,
    List<Integer> mapIds,
    String name,
    int interfaceIndex,
    boolean gplCompatible,
    long networkNamespaceDevice,
    long networkNamespaceInode,
    List<Long> symbolAddresses,
    int btfId,
    long runTimeNanos,
    long runCount,
    long recursionMisses,
    int verifiedInstructions,
    int attachBtfObjectId,
    int attachBtfId) {
  /** Copies the lists. */
  public ProgramInfo {
    mapIds = List.copyOf(mapIds);
    symbolAddresses = List.copyOf(symbolAddresses);
  }
}
