package bpf4j.syscall.internal.layout;

/**
 * Byte offsets in {@code union bpf_attr} of {@code linux/bpf.h}, as of Linux 6.18: one nested class
 * for each struct in the union, named for its command. {@code SIZE} is what the kernel is told; a
 * kernel that knows fewer fields accepts the surplus as long as it is zero, and one that knows more
 * takes what is not there for zero.
 *
 * <p>A constant is the C field's name in capitals, with the name of a nested struct before it. A
 * test compares all of them with the running kernel's BTF and with the system's headers.
 */
public final class BpfAttr {
  private BpfAttr() {}

  /** {@code BPF_MAP_CREATE}. */
  public static final class MapCreate {
    public static final int MAP_TYPE = 0;
    public static final int KEY_SIZE = 4;
    public static final int VALUE_SIZE = 8;
    public static final int MAX_ENTRIES = 12;
    public static final int MAP_FLAGS = 16;
    public static final int INNER_MAP_FD = 20;
    public static final int NUMA_NODE = 24;
    public static final int MAP_NAME = 28;
    public static final int MAP_IFINDEX = 44;
    public static final int BTF_FD = 48;
    public static final int BTF_KEY_TYPE_ID = 52;
    public static final int BTF_VALUE_TYPE_ID = 56;
    public static final int BTF_VMLINUX_VALUE_TYPE_ID = 60;
    public static final int MAP_EXTRA = 64;
    public static final int VALUE_TYPE_BTF_OBJ_FD = 72;
    public static final int MAP_TOKEN_FD = 76;
    public static final int EXCL_PROG_HASH = 80;
    public static final int EXCL_PROG_HASH_SIZE = 88;
    public static final int SIZE = 92;

    private MapCreate() {}
  }

  /** {@code BPF_MAP_*_ELEM, BPF_MAP_GET_NEXT_KEY and BPF_MAP_FREEZE}. */
  public static final class MapElement {
    public static final int MAP_FD = 0;
    public static final int KEY = 8;
    public static final int VALUE = 16;
    public static final int FLAGS = 24;
    public static final int SIZE = 32;

    private MapElement() {}
  }

  /** {@code BPF_MAP_*_BATCH}. */
  public static final class MapBatch {
    public static final int IN_BATCH = 0;
    public static final int OUT_BATCH = 8;
    public static final int KEYS = 16;
    public static final int VALUES = 24;
    public static final int COUNT = 32;
    public static final int MAP_FD = 36;
    public static final int ELEM_FLAGS = 40;
    public static final int FLAGS = 48;
    public static final int SIZE = 56;

    private MapBatch() {}
  }

  /** {@code BPF_PROG_LOAD}. */
  public static final class ProgLoad {
    public static final int PROG_TYPE = 0;
    public static final int INSN_CNT = 4;
    public static final int INSNS = 8;
    public static final int LICENSE = 16;
    public static final int LOG_LEVEL = 24;
    public static final int LOG_SIZE = 28;
    public static final int LOG_BUF = 32;
    public static final int KERN_VERSION = 40;
    public static final int PROG_FLAGS = 44;
    public static final int PROG_NAME = 48;
    public static final int PROG_IFINDEX = 64;
    public static final int EXPECTED_ATTACH_TYPE = 68;
    public static final int PROG_BTF_FD = 72;
    public static final int FUNC_INFO_REC_SIZE = 76;
    public static final int FUNC_INFO = 80;
    public static final int FUNC_INFO_CNT = 88;
    public static final int LINE_INFO_REC_SIZE = 92;
    public static final int LINE_INFO = 96;
    public static final int LINE_INFO_CNT = 104;
    public static final int ATTACH_BTF_ID = 108;
    public static final int ATTACH_PROG_FD = 112;
    public static final int CORE_RELO_CNT = 116;
    public static final int FD_ARRAY = 120;
    public static final int CORE_RELOS = 128;
    public static final int CORE_RELO_REC_SIZE = 136;
    public static final int LOG_TRUE_SIZE = 140;
    public static final int PROG_TOKEN_FD = 144;
    public static final int FD_ARRAY_CNT = 148;
    public static final int SIGNATURE = 152;
    public static final int SIGNATURE_SIZE = 160;
    public static final int KEYRING_ID = 164;
    public static final int SIZE = 168;

    private ProgLoad() {}
  }

  /** {@code BPF_OBJ_PIN and BPF_OBJ_GET}. */
  public static final class Obj {
    public static final int PATHNAME = 0;
    public static final int BPF_FD = 8;
    public static final int FILE_FLAGS = 12;
    public static final int PATH_FD = 16;
    public static final int SIZE = 20;

    private Obj() {}
  }

  /** {@code BPF_PROG_ATTACH and BPF_PROG_DETACH}. */
  public static final class ProgAttach {
    public static final int TARGET_FD = 0;
    public static final int ATTACH_BPF_FD = 4;
    public static final int ATTACH_TYPE = 8;
    public static final int ATTACH_FLAGS = 12;
    public static final int REPLACE_BPF_FD = 16;
    public static final int RELATIVE_FD = 20;
    public static final int EXPECTED_REVISION = 24;
    public static final int SIZE = 32;

    private ProgAttach() {}
  }

  /** {@code BPF_PROG_TEST_RUN}. */
  public static final class TestRun {
    public static final int PROG_FD = 0;
    public static final int RETVAL = 4;
    public static final int DATA_SIZE_IN = 8;
    public static final int DATA_SIZE_OUT = 12;
    public static final int DATA_IN = 16;
    public static final int DATA_OUT = 24;
    public static final int REPEAT = 32;
    public static final int DURATION = 36;
    public static final int CTX_SIZE_IN = 40;
    public static final int CTX_SIZE_OUT = 44;
    public static final int CTX_IN = 48;
    public static final int CTX_OUT = 56;
    public static final int FLAGS = 64;
    public static final int CPU = 68;
    public static final int BATCH_SIZE = 72;
    public static final int SIZE = 76;

    private TestRun() {}
  }

  /** {@code BPF_*_GET_*_ID}. */
  public static final class GetId {
    public static final int START_ID = 0;
    public static final int NEXT_ID = 4;
    public static final int OPEN_FLAGS = 8;
    public static final int FD_BY_ID_TOKEN_FD = 12;
    public static final int SIZE = 16;

    private GetId() {}
  }

  /** {@code BPF_OBJ_GET_INFO_BY_FD}. */
  public static final class Info {
    public static final int BPF_FD = 0;
    public static final int INFO_LEN = 4;
    public static final int INFO = 8;
    public static final int SIZE = 16;

    private Info() {}
  }

  /** {@code BPF_PROG_QUERY}. */
  public static final class ProgQuery {
    public static final int TARGET_FD = 0;
    public static final int ATTACH_TYPE = 4;
    public static final int QUERY_FLAGS = 8;
    public static final int ATTACH_FLAGS = 12;
    public static final int PROG_IDS = 16;
    public static final int COUNT = 24;
    public static final int PROG_ATTACH_FLAGS = 32;
    public static final int LINK_IDS = 40;
    public static final int LINK_ATTACH_FLAGS = 48;
    public static final int REVISION = 56;
    public static final int SIZE = 64;

    private ProgQuery() {}
  }

  /** {@code BPF_RAW_TRACEPOINT_OPEN}. */
  public static final class RawTracepoint {
    public static final int NAME = 0;
    public static final int PROG_FD = 8;
    public static final int COOKIE = 16;
    public static final int SIZE = 24;

    private RawTracepoint() {}
  }

  /** {@code BPF_BTF_LOAD}. */
  public static final class BtfLoad {
    public static final int BTF = 0;
    public static final int BTF_LOG_BUF = 8;
    public static final int BTF_SIZE = 16;
    public static final int BTF_LOG_SIZE = 20;
    public static final int BTF_LOG_LEVEL = 24;
    public static final int BTF_LOG_TRUE_SIZE = 28;
    public static final int BTF_FLAGS = 32;
    public static final int BTF_TOKEN_FD = 36;
    public static final int SIZE = 40;

    private BtfLoad() {}
  }

  /** {@code BPF_TASK_FD_QUERY}. */
  public static final class TaskFdQuery {
    public static final int PID = 0;
    public static final int FD = 4;
    public static final int FLAGS = 8;
    public static final int BUF_LEN = 12;
    public static final int BUF = 16;
    public static final int PROG_ID = 24;
    public static final int FD_TYPE = 28;
    public static final int PROBE_OFFSET = 32;
    public static final int PROBE_ADDR = 40;
    public static final int SIZE = 48;

    private TaskFdQuery() {}
  }

  /** {@code BPF_LINK_CREATE}. */
  public static final class LinkCreate {
    public static final int PROG_FD = 0;
    public static final int TARGET_FD = 4;
    public static final int ATTACH_TYPE = 8;
    public static final int FLAGS = 12;
    public static final int TARGET_BTF_ID = 16;
    public static final int ITER_INFO = 16;
    public static final int ITER_INFO_LEN = 24;
    public static final int PERF_EVENT_BPF_COOKIE = 16;
    public static final int KPROBE_MULTI_FLAGS = 16;
    public static final int KPROBE_MULTI_CNT = 20;
    public static final int KPROBE_MULTI_SYMS = 24;
    public static final int KPROBE_MULTI_ADDRS = 32;
    public static final int KPROBE_MULTI_COOKIES = 40;
    public static final int TRACING_TARGET_BTF_ID = 16;
    public static final int TRACING_COOKIE = 24;
    public static final int NETFILTER_PF = 16;
    public static final int NETFILTER_HOOKNUM = 20;
    public static final int NETFILTER_PRIORITY = 24;
    public static final int NETFILTER_FLAGS = 28;
    public static final int TCX_RELATIVE_FD = 16;
    public static final int TCX_EXPECTED_REVISION = 24;
    public static final int UPROBE_MULTI_PATH = 16;
    public static final int UPROBE_MULTI_OFFSETS = 24;
    public static final int UPROBE_MULTI_REF_CTR_OFFSETS = 32;
    public static final int UPROBE_MULTI_COOKIES = 40;
    public static final int UPROBE_MULTI_CNT = 48;
    public static final int UPROBE_MULTI_FLAGS = 52;
    public static final int UPROBE_MULTI_PID = 56;
    public static final int NETKIT_RELATIVE_FD = 16;
    public static final int NETKIT_EXPECTED_REVISION = 24;
    public static final int CGROUP_RELATIVE_FD = 16;
    public static final int CGROUP_EXPECTED_REVISION = 24;
    public static final int SIZE = 60;

    private LinkCreate() {}
  }

  /** {@code BPF_LINK_UPDATE}. */
  public static final class LinkUpdate {
    public static final int LINK_FD = 0;
    public static final int NEW_PROG_FD = 4;
    public static final int FLAGS = 8;
    public static final int OLD_PROG_FD = 12;
    public static final int SIZE = 16;

    private LinkUpdate() {}
  }

  /** {@code BPF_LINK_DETACH}. */
  public static final class LinkDetach {
    public static final int LINK_FD = 0;
    public static final int SIZE = 4;

    private LinkDetach() {}
  }

  /** {@code BPF_ENABLE_STATS}. */
  public static final class EnableStats {
    public static final int TYPE = 0;
    public static final int SIZE = 4;

    private EnableStats() {}
  }

  /** {@code BPF_ITER_CREATE}. */
  public static final class IterCreate {
    public static final int LINK_FD = 0;
    public static final int FLAGS = 4;
    public static final int SIZE = 8;

    private IterCreate() {}
  }

  /** {@code BPF_PROG_BIND_MAP}. */
  public static final class ProgBindMap {
    public static final int PROG_FD = 0;
    public static final int MAP_FD = 4;
    public static final int FLAGS = 8;
    public static final int SIZE = 12;

    private ProgBindMap() {}
  }

  /** {@code BPF_TOKEN_CREATE}. */
  public static final class TokenCreate {
    public static final int FLAGS = 0;
    public static final int BPFFS_FD = 4;
    public static final int SIZE = 8;

    private TokenCreate() {}
  }

  /** {@code BPF_PROG_STREAM_READ_BY_FD}. */
  public static final class StreamRead {
    public static final int STREAM_BUF = 0;
    public static final int STREAM_BUF_LEN = 8;
    public static final int STREAM_ID = 12;
    public static final int PROG_FD = 16;
    public static final int SIZE = 20;

    private StreamRead() {}
  }
}
