package bpf4j.syscall.bpf;

/**
 * What the kernel says about a map ({@code struct bpf_map_info}).
 *
 * @param typeNumber the number of its {@link MapType}, which may be newer than that table
 * @param id its id, unique while it exists
 * @param keySize bytes of a key
 * @param valueSize bytes of a value, of one CPU for per-CPU types
 * @param maxEntries its capacity
 * @param flags an or of {@link MapFlags}
 * @param name its name, empty if it has none
 * @param interfaceIndex the device it is offloaded to, or 0
 * @param networkNamespaceDevice with the next, the offload device's network namespace
 * @param networkNamespaceInode see {@code networkNamespaceDevice}
 * @param btfId id of the BTF that describes keys and values, 0 for none
 * @param keyTypeId type id of the key in it
 * @param valueTypeId type id of the value in it
 * @param vmlinuxValueTypeId the kernel type a struct_ops map implements, or 0
 * @param vmlinuxBtfId id of the BTF that type is in (Linux 6.9)
 * @param extra see {@link MapCreateAttr#extra}
 */
public record MapInfo(
    int typeNumber,
    int id,
    int keySize,
    int valueSize,
    int maxEntries,
    int flags,
    String name,
    int interfaceIndex,
    long networkNamespaceDevice,
    long networkNamespaceInode,
    int btfId,
    int keyTypeId,
    int valueTypeId,
    int vmlinuxValueTypeId,
    int vmlinuxBtfId,
    long extra) {}
