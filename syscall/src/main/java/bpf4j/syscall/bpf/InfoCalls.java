package bpf4j.syscall.bpf;

import bpf4j.syscall.internal.layout.BpfStructs;
import bpf4j.syscall.internal.layout.BpfStructs.ProgInfo;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;

/**
 * {@code BPF_OBJ_GET_INFO_BY_FD} (Linux 4.13; BTF 4.18, links 5.8): what an object is. Fields that
 * the running kernel does not have are 0 or empty. Thread-safe.
 */
public final class InfoCalls {
  private InfoCalls() {}

  /**
   * Describes a map.
   *
   * @param map the map
   * @return what the kernel says
   */
  public static MapInfo map(Fd map) {
    try (InfoStruct s = new InfoStruct(map, BpfStructs.MapInfo.SIZE).fetch()) {
      return new MapInfo(
          s.u32(BpfStructs.MapInfo.TYPE),
          s.u32(BpfStructs.MapInfo.ID),
          s.u32(BpfStructs.MapInfo.KEY_SIZE),
          s.u32(BpfStructs.MapInfo.VALUE_SIZE),
          s.u32(BpfStructs.MapInfo.MAX_ENTRIES),
          s.u32(BpfStructs.MapInfo.MAP_FLAGS),
          s.name(BpfStructs.MapInfo.NAME),
          s.u32(BpfStructs.MapInfo.IFINDEX),
          s.u64(BpfStructs.MapInfo.NETNS_DEV),
          s.u64(BpfStructs.MapInfo.NETNS_INO),
          s.u32(BpfStructs.MapInfo.BTF_ID),
          s.u32(BpfStructs.MapInfo.BTF_KEY_TYPE_ID),
          s.u32(BpfStructs.MapInfo.BTF_VALUE_TYPE_ID),
          s.u32(BpfStructs.MapInfo.BTF_VMLINUX_VALUE_TYPE_ID),
          s.u32(BpfStructs.MapInfo.BTF_VMLINUX_ID),
          s.u64(BpfStructs.MapInfo.MAP_EXTRA));
    }
  }

  /**
   * Describes a program.
   *
   * @param program the program
   * @return what the kernel says
   */
  public static ProgramInfo program(Fd program) {
    int maps;
    int symbols;
    try (InfoStruct s = new InfoStruct(program, ProgInfo.SIZE).fetch()) {
      maps = s.u32(ProgInfo.NR_MAP_IDS);
      symbols = s.u32(ProgInfo.NR_JITED_KSYMS);
    }
    try (InfoStruct s = new InfoStruct(program, ProgInfo.SIZE)) {
      NativeMemory mapIds = s.room(ProgInfo.MAP_IDS, maps * Integer.BYTES);
      NativeMemory addresses = s.room(ProgInfo.JITED_KSYMS, symbols * Long.BYTES);
      s.u32(ProgInfo.NR_MAP_IDS, maps).u32(ProgInfo.NR_JITED_KSYMS, symbols).fetch();
      return new ProgramInfo(
          s.u32(ProgInfo.TYPE),
          s.u32(ProgInfo.ID),
          s.hex(ProgInfo.TAG, Long.BYTES),
          s.u32(ProgInfo.JITED_PROG_LEN),
          s.u32(ProgInfo.XLATED_PROG_LEN),
          s.u64(ProgInfo.LOAD_TIME),
          s.u32(ProgInfo.CREATED_BY_UID),
          InfoStruct.ints(mapIds),
          s.name(ProgInfo.NAME),
          s.u32(ProgInfo.IFINDEX),
          (s.u32(ProgInfo.GPL_COMPATIBLE) & 1) != 0,
          s.u64(ProgInfo.NETNS_DEV),
          s.u64(ProgInfo.NETNS_INO),
          InfoStruct.longs(s.u64(ProgInfo.JITED_KSYMS) == 0 ? null : addresses),
          s.u32(ProgInfo.BTF_ID),
          s.u64(ProgInfo.RUN_TIME_NS),
          s.u64(ProgInfo.RUN_CNT),
          s.u64(ProgInfo.RECURSION_MISSES),
          s.u32(ProgInfo.VERIFIED_INSNS),
          s.u32(ProgInfo.ATTACH_BTF_OBJ_ID),
          s.u32(ProgInfo.ATTACH_BTF_ID));
    }
  }

  /**
   * Returns a program's instructions as the kernel runs them, after verification: helpers and maps
   * replaced, dead code gone. Needs CAP_PERFMON or CAP_SYS_ADMIN.
   *
   * @param program the program
   * @return 8 bytes a slot, in the machine's byte order; empty without the privilege
   */
  public static byte[] translatedInstructions(Fd program) {
    return array(program, ProgInfo.XLATED_PROG_LEN, 0, ProgInfo.XLATED_PROG_INSNS);
  }

  /**
   * Returns a program's compiled code.
   *
   * @param program the program
   * @return machine code; empty without the privilege or without a compiler
   */
  public static byte[] machineCode(Fd program) {
    return array(program, ProgInfo.JITED_PROG_LEN, 0, ProgInfo.JITED_PROG_INSNS);
  }

  /**
   * Returns the function information a program was loaded with (Linux 5.0), with offsets into its
   * translated instructions.
   *
   * @param program the program
   * @return records of {@code struct bpf_func_info}, 8 bytes each
   */
  public static byte[] functionInfo(Fd program) {
    return array(program, ProgInfo.NR_FUNC_INFO, ProgInfo.FUNC_INFO_REC_SIZE, ProgInfo.FUNC_INFO);
  }

  /**
   * Returns the line information a program was loaded with (Linux 5.0), with offsets into its
   * translated instructions.
   *
   * @param program the program
   * @return records of {@code struct bpf_line_info}, 16 bytes each
   */
  public static byte[] lineInfo(Fd program) {
    return array(program, ProgInfo.NR_LINE_INFO, ProgInfo.LINE_INFO_REC_SIZE, ProgInfo.LINE_INFO);
  }

  /** Fetches one array: its count (or bytes, if it has no record size) first. */
  private static byte[] array(Fd program, int count, int recordSize, int pointer) {
    int number;
    int size;
    try (InfoStruct s = new InfoStruct(program, ProgInfo.SIZE).fetch()) {
      number = s.u32(count);
      size = recordSize == 0 ? 1 : s.u32(recordSize);
    }
    if (number == 0) {
      return new byte[0];
    }
    try (InfoStruct s = new InfoStruct(program, ProgInfo.SIZE)) {
      NativeMemory room = s.room(pointer, Math.multiplyExact(number, size));
      s.u32(count, number);
      if (recordSize != 0) {
        s.u32(recordSize, size);
      }
      s.fetch();
      if (s.u64(pointer) == 0) { // the kernel hides it from this process
        return new byte[0];
      }
      byte[] bytes = new byte[room.size()];
      room.buffer().get(0, bytes);
      return bytes;
    }
  }

  /**
   * Describes loaded type information.
   *
   * @param btf the type information
   * @return what the kernel says
   */
  public static BtfInfo btf(Fd btf) {
    int nameLength;
    try (InfoStruct s = new InfoStruct(btf, BpfStructs.BtfInfo.SIZE).fetch()) {
      nameLength = s.u32(BpfStructs.BtfInfo.NAME_LEN);
    }
    try (InfoStruct s = new InfoStruct(btf, BpfStructs.BtfInfo.SIZE)) {
      NativeMemory name = s.room(BpfStructs.BtfInfo.NAME, nameLength + 1);
      s.u32(BpfStructs.BtfInfo.NAME_LEN, nameLength + 1).fetch();
      return new BtfInfo(
          s.u32(BpfStructs.BtfInfo.ID),
          s.u32(BpfStructs.BtfInfo.BTF_SIZE),
          InfoStruct.string(name),
          s.u32(BpfStructs.BtfInfo.KERNEL_BTF) != 0);
    }
  }

  /**
   * Returns loaded type information's blob.
   *
   * @param btf the type information
   * @return the whole blob, in the machine's byte order
   */
  public static byte[] btfBytes(Fd btf) {
    int size = btf(btf).size();
    try (InfoStruct s = new InfoStruct(btf, BpfStructs.BtfInfo.SIZE)) {
      NativeMemory blob = s.room(BpfStructs.BtfInfo.BTF, size);
      s.u32(BpfStructs.BtfInfo.BTF_SIZE, size).fetch();
      byte[] bytes = new byte[size];
      blob.buffer().get(0, bytes);
      return bytes;
    }
  }

  /**
   * Describes a link.
   *
   * @param link the link
   * @return what the kernel says
   */
  public static LinkInfo link(Fd link) {
    return LinkInfoReader.read(link);
  }
}
