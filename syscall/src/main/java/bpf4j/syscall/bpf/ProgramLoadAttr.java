package bpf4j.syscall.bpf;

import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.io.Fd;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What {@code BPF_PROG_LOAD} is told. Immutable; made by {@link #builder}. */
public final class ProgramLoadAttr {
  static final int INSTRUCTION_SIZE = 8;

  final ProgramType type;
  final byte[] instructions;
  final String license;
  final String name;
  final AttachType expectedAttachType;
  final int flags;
  final int kernelVersion;
  final int interfaceIndex;
  final Fd btf;
  final DebugInfo functions;
  final DebugInfo lines;
  final int attachBtfId;
  final Fd attachTarget;
  final List<Fd> fdArray;
  final boolean countFdArray;
  final List<Fd> keepOpen;
  final Fd token;
  final byte[] signature;
  final int keyring;
  final int logLevel;
  final int maxLogSize;

  /** An array of {@code struct bpf_func_info} or {@code struct bpf_line_info}. */
  static final class DebugInfo {
    final int recordSize;
    final byte[] records;

    DebugInfo(int recordSize, byte[] records) {
      if (recordSize <= 0 || records.length % recordSize != 0) {
        throw new IllegalArgumentException(
            records.length + " bytes are not a whole number of records of " + recordSize);
      }
      this.recordSize = recordSize;
      this.records = records.clone();
    }

    int count() {
      return records.length / recordSize;
    }
  }

  private ProgramLoadAttr(Builder b) {
    type = b.type;
    instructions = b.instructions;
    license = b.license;
    name = b.name;
    expectedAttachType = b.expectedAttachType;
    flags = b.flags;
    kernelVersion = b.kernelVersion;
    interfaceIndex = b.interfaceIndex;
    btf = b.btf;
    functions = b.functions;
    lines = b.lines;
    attachBtfId = b.attachBtfId;
    attachTarget = b.attachTarget;
    fdArray = List.copyOf(b.fdArray);
    countFdArray = b.countFdArray;
    keepOpen = List.copyOf(b.keepOpen);
    token = b.token;
    signature = b.signature;
    keyring = b.keyring;
    logLevel = b.logLevel;
    maxLogSize = b.maxLogSize;
  }

  /**
   * Starts with what every program has.
   *
   * @param type the type of program
   * @param instructions the buffer's remaining bytes are copied: 8 a slot ({@code struct
   *     bpf_insn}), in the machine's byte order
   * @param license for instance {@code GPL}; decides which helpers the program may call
   * @return a builder
   * @throws IllegalArgumentException if there is not a whole, positive number of instructions
   */
  public static Builder builder(ProgramType type, ByteBuffer instructions, String license) {
    return new Builder(type, instructions, license);
  }

  @Override
  public String toString() {
    return type.kernelName()
        + "("
        + instructions.length / INSTRUCTION_SIZE
        + " instructions"
        + (name.isEmpty() ? "" : ", name " + name)
        + ")";
  }

  /** Collects the attributes of one program. Not thread-safe. */
  public static final class Builder {
    private final ProgramType type;
    private final byte[] instructions;
    private final String license;
    private String name = "";
    private AttachType expectedAttachType;
    private int flags;
    private int kernelVersion = KernelVersion.running().code();
    private int interfaceIndex;
    private Fd btf;
    private DebugInfo functions;
    private DebugInfo lines;
    private int attachBtfId;
    private Fd attachTarget;
    private final List<Fd> fdArray = new ArrayList<>();
    private boolean countFdArray;
    private final List<Fd> keepOpen = new ArrayList<>();
    private Fd token;
    private byte[] signature;
    private int keyring;
    private int logLevel;
    private int maxLogSize = 1 << 24;

    private Builder(ProgramType type, ByteBuffer instructions, String license) {
      this.type = Objects.requireNonNull(type, "type");
      this.license = Objects.requireNonNull(license, "license");
      int size = instructions.remaining();
      if (size == 0 || size % INSTRUCTION_SIZE != 0) {
        throw new IllegalArgumentException(
            "a program is a positive number of 8-byte slots, not " + size + " bytes");
      }
      this.instructions = new byte[size];
      instructions.get(instructions.position(), this.instructions);
    }

    /**
     * Names the program, for {@code bpftool}, {@code perf} and stack traces (Linux 4.15).
     *
     * @param name at most 15 ASCII letters, digits, {@code _} and {@code .}
     * @return this
     * @throws IllegalArgumentException if the name is longer or has other characters
     */
    public Builder name(String name) {
      ObjectNames.check(name);
      this.name = name;
      return this;
    }

    /**
     * Says where the program will attach, for types whose rules depend on it (Linux 4.17).
     *
     * @param attachType the attach type
     * @return this
     */
    public Builder expectedAttachType(AttachType attachType) {
      this.expectedAttachType = attachType;
      return this;
    }

    /**
     * Adds flags.
     *
     * @param flags an or of constants of {@link ProgramFlags}
     * @return this
     */
    public Builder flags(int flags) {
      this.flags |= flags;
      return this;
    }

    /**
     * States the kernel version that kprobe programs had to be built for before 5.0. The running
     * one is stated otherwise.
     *
     * @param version the version
     * @return this
     */
    public Builder kernelVersion(KernelVersion version) {
      this.kernelVersion = version.code();
      return this;
    }

    /**
     * Binds the program to a network device (offload, or device metadata in XDP programs).
     *
     * @param interfaceIndex the device's interface index
     * @return this
     */
    public Builder interfaceIndex(int interfaceIndex) {
      this.interfaceIndex = interfaceIndex;
      return this;
    }

    /**
     * Gives the program's type information (Linux 5.0).
     *
     * @param btf loaded by {@link BtfCalls#load}
     * @return this
     */
    public Builder btf(Fd btf) {
      this.btf = btf;
      return this;
    }

    /**
     * Names the program's functions by their types (Linux 5.0). Needs {@link #btf}.
     *
     * @param recordSize bytes of one {@code struct bpf_func_info}, 8
     * @param records the records, in the machine's byte order; copied
     * @return this
     */
    public Builder functionInfo(int recordSize, byte[] records) {
      this.functions = new DebugInfo(recordSize, records);
      return this;
    }

    /**
     * Ties instructions to source lines (Linux 5.0). Needs {@link #btf}.
     *
     * @param recordSize bytes of one {@code struct bpf_line_info}, 16
     * @param records the records, in the machine's byte order; copied
     * @return this
     */
    public Builder lineInfo(int recordSize, byte[] records) {
      this.lines = new DebugInfo(recordSize, records);
      return this;
    }

    /**
     * Names the kernel type (function, hook, struct) the program attaches to (Linux 5.5).
     *
     * @param typeId its id in the kernel's BTF, or in that of {@link #attachTarget}
     * @return this
     */
    public Builder attachBtfId(int typeId) {
      this.attachBtfId = typeId;
      return this;
    }

    /**
     * Gives what {@link #attachBtfId} refers to when that is not the kernel itself.
     *
     * @param programOrBtf a program (Linux 5.5) or a module's BTF (Linux 5.11)
     * @return this
     */
    public Builder attachTarget(Fd programOrBtf) {
      this.attachTarget = programOrBtf;
      return this;
    }

    /**
     * Gives the table of maps and BTFs that instructions refer to by index (Linux 5.14).
     *
     * @param fds maps and module BTFs
     * @return this
     */
    public Builder fdArray(List<Fd> fds) {
      this.fdArray.clear();
      this.fdArray.addAll(fds);
      return this;
    }

    /**
     * As {@link #fdArray}, and binds all of its maps to the program even if no instruction refers
     * to them (Linux 6.14).
     *
     * @param fds maps and module BTFs
     * @return this
     */
    public Builder boundFdArray(List<Fd> fds) {
      fdArray(fds);
      this.countFdArray = true;
      return this;
    }

    /**
     * Names descriptors whose numbers are in the instructions, to be kept from closing during the
     * call. The loaded program keeps the objects by itself afterwards.
     *
     * @param fds maps and programs that the instructions refer to
     * @return this
     */
    public Builder keepOpen(List<Fd> fds) {
      this.keepOpen.addAll(fds);
      return this;
    }

    /**
     * Uses the privileges of a token (Linux 6.9).
     *
     * @param token made by {@code BPF_TOKEN_CREATE}
     * @return this
     */
    public Builder token(Fd token) {
      this.token = token;
      return this;
    }

    /**
     * Signs the program (Linux 6.18).
     *
     * @param signature a PKCS#7 signature of the instructions
     * @param keyring serial number of the keyring with the key
     * @return this
     */
    public Builder signature(byte[] signature, int keyring) {
      this.signature = signature.clone();
      this.keyring = keyring;
      return this;
    }

    /**
     * Asks for the verifier's log. With level 0, the default, a refused program is loaded a second
     * time with level 1, so that the exception has a log.
     *
     * @param level 0 none, 1 branches, 2 all instructions, plus 4 for statistics (Linux 5.2)
     * @return this
     */
    public Builder logLevel(int level) {
      this.logLevel = level;
      return this;
    }

    /**
     * Bounds the log's size: above it the log's beginning is cut off (Linux 6.4) or its end.
     *
     * @param bytes at least 128; 16 MiB unless told
     * @return this
     */
    public Builder maxLogSize(int bytes) {
      if (bytes < 128) {
        throw new IllegalArgumentException("the kernel wants at least 128 bytes, not " + bytes);
      }
      this.maxLogSize = bytes;
      return this;
    }

    /**
     * Ends building.
     *
     * @return the attributes
     */
    public ProgramLoadAttr build() {
      return new ProgramLoadAttr(this);
    }
  }
}
