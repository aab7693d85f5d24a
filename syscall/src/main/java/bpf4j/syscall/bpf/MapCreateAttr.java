package bpf4j.syscall.bpf;

import bpf4j.syscall.io.Fd;
import java.util.Objects;

/**
 * What {@code BPF_MAP_CREATE} is told. Immutable; start with {@link #of} and add what the type
 * needs.
 */
public final class MapCreateAttr {
  final MapType type;
  final int keySize;
  final int valueSize;
  final int maxEntries;
  final Options options;

  /** The rest, mutable only while a copy is being made. */
  static final class Options implements Cloneable {
    int flags;
    Fd innerMap;
    int numaNode;
    String name = "";
    int interfaceIndex;
    Fd btf;
    int keyTypeId;
    int valueTypeId;
    int vmlinuxValueTypeId;
    long extra;
    Fd valueTypeBtf;
    Fd token;
    byte[] exclusiveProgramHash;

    @Override
    protected Options clone() {
      try {
        return (Options) super.clone();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private MapCreateAttr(MapType type, int keySize, int valueSize, int maxEntries, Options options) {
    this.type = Objects.requireNonNull(type, "type");
    this.keySize = keySize;
    this.valueSize = valueSize;
    this.maxEntries = maxEntries;
    this.options = options;
  }

  /**
   * Starts with what every map has. Sizes are checked by the kernel, whose rules differ by type.
   *
   * @param type the type of map
   * @param keySize bytes of a key; 4 for arrays, 0 for rings, queues and stacks
   * @param valueSize bytes of a value, per CPU for the per-CPU types; 0 for rings
   * @param maxEntries the capacity; bytes (a power of two, whole pages) for rings
   * @return the attributes, without options
   */
  public static MapCreateAttr of(MapType type, int keySize, int valueSize, int maxEntries) {
    return new MapCreateAttr(type, keySize, valueSize, maxEntries, new Options());
  }

  private interface Change {
    void on(Options options);
  }

  private MapCreateAttr with(Change change) {
    Options copy = options.clone();
    change.on(copy);
    return new MapCreateAttr(type, keySize, valueSize, maxEntries, copy);
  }

  /**
   * Adds flags.
   *
   * @param flags an or of constants of {@link MapFlags}
   * @return a copy with these flags set too
   */
  public MapCreateAttr flags(int flags) {
    return with(o -> o.flags |= flags);
  }

  /**
   * Names the map, for {@code bpftool} and for other people (Linux 4.15).
   *
   * @param name at most 15 bytes of letters, digits, {@code _} and {@code .}
   * @return a copy with this name
   * @throws IllegalArgumentException if the name is longer or has other characters
   */
  public MapCreateAttr name(String name) {
    ObjectNames.check(name);
    return with(o -> o.name = name);
  }

  /**
   * Sets the template of a map of maps (Linux 4.12).
   *
   * @param inner a map like those that will be put in
   * @return a copy with this inner map
   */
  public MapCreateAttr innerMap(Fd inner) {
    return with(o -> o.innerMap = inner);
  }

  /**
   * Allocates on a NUMA node (Linux 4.14); sets {@link MapFlags#NUMA_NODE}.
   *
   * @param node the node's number
   * @return a copy for this node
   */
  public MapCreateAttr numaNode(int node) {
    return with(
        o -> {
          o.numaNode = node;
          o.flags |= MapFlags.NUMA_NODE;
        });
  }

  /**
   * Offloads to a network device (Linux 4.16).
   *
   * @param interfaceIndex the device's interface index
   * @return a copy for this device
   */
  public MapCreateAttr offloadTo(int interfaceIndex) {
    return with(o -> o.interfaceIndex = interfaceIndex);
  }

  /**
   * Describes keys and values (Linux 4.18).
   *
   * @param btf loaded type information
   * @param keyTypeId the key's type id in it, 0 for none
   * @param valueTypeId the value's type id in it, 0 for none
   * @return a copy with these types
   */
  public MapCreateAttr types(Fd btf, int keyTypeId, int valueTypeId) {
    return with(
        o -> {
          o.btf = btf;
          o.keyTypeId = keyTypeId;
          o.valueTypeId = valueTypeId;
        });
  }

  /**
   * Names the kernel's type that a {@link MapType#STRUCT_OPS} map implements (Linux 5.6).
   *
   * @param typeId a type id in the kernel's BTF, or in {@link #valueTypeBtf}'s
   * @return a copy with this type
   */
  public MapCreateAttr vmlinuxValueType(int typeId) {
    return with(o -> o.vmlinuxValueTypeId = typeId);
  }

  /**
   * Sets {@code map_extra} (Linux 5.16): the number of hash functions of a bloom filter, the
   * address of an arena.
   *
   * @param extra what the type takes it for
   * @return a copy with this value
   */
  public MapCreateAttr extra(long extra) {
    return with(o -> o.extra = extra);
  }

  /**
   * Says which module's BTF {@link #vmlinuxValueType} is in (Linux 6.9); sets {@link
   * MapFlags#VTYPE_BTF_OBJ_FD}.
   *
   * @param btf the module's BTF
   * @return a copy with this BTF
   */
  public MapCreateAttr valueTypeBtf(Fd btf) {
    return with(
        o -> {
          o.valueTypeBtf = btf;
          o.flags |= MapFlags.VTYPE_BTF_OBJ_FD;
        });
  }

  /**
   * Uses the privileges of a token (Linux 6.9); sets {@link MapFlags#TOKEN_FD}.
   *
   * @param token a token of {@link TokenCalls#create}
   * @return a copy with this token
   */
  public MapCreateAttr token(Fd token) {
    return with(
        o -> {
          o.token = token;
          o.flags |= MapFlags.TOKEN_FD;
        });
  }

  /**
   * Lets only the program of a given hash use the map (Linux 6.18).
   *
   * @param sha256 the program's hash, 32 bytes
   * @return a copy with this hash
   */
  public MapCreateAttr exclusiveProgramHash(byte[] sha256) {
    byte[] copy = sha256.clone();
    return with(o -> o.exclusiveProgramHash = copy);
  }

  /**
   * Returns the type of map.
   *
   * @return the type given at the start
   */
  public MapType type() {
    return type;
  }

  @Override
  public String toString() {
    return type.kernelName()
        + "(key "
        + keySize
        + ", value "
        + valueSize
        + ", entries "
        + maxEntries
        + ", flags 0x"
        + Integer.toHexString(options.flags)
        + (options.name.isEmpty() ? "" : ", name " + options.name)
        + ")";
  }
}
