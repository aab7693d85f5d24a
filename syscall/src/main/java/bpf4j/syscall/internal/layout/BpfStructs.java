package bpf4j.syscall.internal.layout;

/**
 * Byte offsets in the structs that {@code bpf(2)} points to ({@code linux/bpf.h}, as of Linux
 * 6.18). Named and tested as in {@link BpfAttr}.
 */
public final class BpfStructs {
  private BpfStructs() {}

  /** {@code struct bpf_prog_info}. */
  public static final class ProgInfo {
    public static final int TYPE = 0;
    public static final int ID = 4;
    public static final int TAG = 8;
    public static final int JITED_PROG_LEN = 16;
    public static final int XLATED_PROG_LEN = 20;
    public static final int JITED_PROG_INSNS = 24;
    public static final int XLATED_PROG_INSNS = 32;
    public static final int LOAD_TIME = 40;
    public static final int CREATED_BY_UID = 48;
    public static final int NR_MAP_IDS = 52;
    public static final int MAP_IDS = 56;
    public static final int NAME = 64;
    public static final int IFINDEX = 80;

    /** The word whose lowest bit (on little-endian machines) is {@code gpl_compatible}. */
    public static final int GPL_COMPATIBLE = 84;

    public static final int NETNS_DEV = 88;
    public static final int NETNS_INO = 96;
    public static final int NR_JITED_KSYMS = 104;
    public static final int NR_JITED_FUNC_LENS = 108;
    public static final int JITED_KSYMS = 112;
    public static final int JITED_FUNC_LENS = 120;
    public static final int BTF_ID = 128;
    public static final int FUNC_INFO_REC_SIZE = 132;
    public static final int FUNC_INFO = 136;
    public static final int NR_FUNC_INFO = 144;
    public static final int NR_LINE_INFO = 148;
    public static final int LINE_INFO = 152;
    public static final int JITED_LINE_INFO = 160;
    public static final int NR_JITED_LINE_INFO = 168;
    public static final int LINE_INFO_REC_SIZE = 172;
    public static final int JITED_LINE_INFO_REC_SIZE = 176;
    public static final int NR_PROG_TAGS = 180;
    public static final int PROG_TAGS = 184;
    public static final int RUN_TIME_NS = 192;
    public static final int RUN_CNT = 200;
    public static final int RECURSION_MISSES = 208;
    public static final int VERIFIED_INSNS = 216;
    public static final int ATTACH_BTF_OBJ_ID = 220;
    public static final int ATTACH_BTF_ID = 224;
    public static final int SIZE = 232;

    private ProgInfo() {}
  }

  /** {@code struct bpf_map_info}. */
  public static final class MapInfo {
    public static final int TYPE = 0;
    public static final int ID = 4;
    public static final int KEY_SIZE = 8;
    public static final int VALUE_SIZE = 12;
    public static final int MAX_ENTRIES = 16;
    public static final int MAP_FLAGS = 20;
    public static final int NAME = 24;
    public static final int IFINDEX = 40;
    public static final int BTF_VMLINUX_VALUE_TYPE_ID = 44;
    public static final int NETNS_DEV = 48;
    public static final int NETNS_INO = 56;
    public static final int BTF_ID = 64;
    public static final int BTF_KEY_TYPE_ID = 68;
    public static final int BTF_VALUE_TYPE_ID = 72;
    public static final int BTF_VMLINUX_ID = 76;
    public static final int MAP_EXTRA = 80;
    public static final int HASH = 88;
    public static final int HASH_SIZE = 96;
    public static final int SIZE = 104;

    private MapInfo() {}
  }

  /** {@code struct bpf_btf_info}. */
  public static final class BtfInfo {
    public static final int BTF = 0;
    public static final int BTF_SIZE = 8;
    public static final int ID = 12;
    public static final int NAME = 16;
    public static final int NAME_LEN = 24;
    public static final int KERNEL_BTF = 28;
    public static final int SIZE = 32;

    private BtfInfo() {}
  }

  /** {@code struct bpf_link_info}. */
  public static final class LinkInfo {
    public static final int TYPE = 0;
    public static final int ID = 4;
    public static final int PROG_ID = 8;
    public static final int RAW_TRACEPOINT_TP_NAME = 16;
    public static final int RAW_TRACEPOINT_TP_NAME_LEN = 24;
    public static final int RAW_TRACEPOINT_COOKIE = 32;
    public static final int TRACING_ATTACH_TYPE = 16;
    public static final int TRACING_TARGET_OBJ_ID = 20;
    public static final int TRACING_TARGET_BTF_ID = 24;
    public static final int TRACING_COOKIE = 32;
    public static final int CGROUP_CGROUP_ID = 16;
    public static final int CGROUP_ATTACH_TYPE = 24;
    public static final int ITER_TARGET_NAME = 16;
    public static final int ITER_TARGET_NAME_LEN = 24;
    public static final int ITER_MAP_MAP_ID = 28;
    public static final int ITER_CGROUP_CGROUP_ID = 32;
    public static final int ITER_CGROUP_ORDER = 40;
    public static final int ITER_TASK_TID = 32;
    public static final int ITER_TASK_PID = 36;
    public static final int NETNS_NETNS_INO = 16;
    public static final int NETNS_ATTACH_TYPE = 20;
    public static final int XDP_IFINDEX = 16;
    public static final int STRUCT_OPS_MAP_ID = 16;
    public static final int NETFILTER_PF = 16;
    public static final int NETFILTER_HOOKNUM = 20;
    public static final int NETFILTER_PRIORITY = 24;
    public static final int NETFILTER_FLAGS = 28;
    public static final int KPROBE_MULTI_ADDRS = 16;
    public static final int KPROBE_MULTI_COUNT = 24;
    public static final int KPROBE_MULTI_FLAGS = 28;
    public static final int KPROBE_MULTI_MISSED = 32;
    public static final int KPROBE_MULTI_COOKIES = 40;
    public static final int UPROBE_MULTI_PATH = 16;
    public static final int UPROBE_MULTI_OFFSETS = 24;
    public static final int UPROBE_MULTI_REF_CTR_OFFSETS = 32;
    public static final int UPROBE_MULTI_COOKIES = 40;
    public static final int UPROBE_MULTI_PATH_SIZE = 48;
    public static final int UPROBE_MULTI_COUNT = 52;
    public static final int UPROBE_MULTI_FLAGS = 56;
    public static final int UPROBE_MULTI_PID = 60;
    public static final int PERF_EVENT_TYPE = 16;
    public static final int PERF_EVENT_UPROBE_FILE_NAME = 24;
    public static final int PERF_EVENT_UPROBE_NAME_LEN = 32;
    public static final int PERF_EVENT_UPROBE_OFFSET = 36;
    public static final int PERF_EVENT_UPROBE_COOKIE = 40;
    public static final int PERF_EVENT_UPROBE_REF_CTR_OFFSET = 48;
    public static final int PERF_EVENT_KPROBE_FUNC_NAME = 24;
    public static final int PERF_EVENT_KPROBE_NAME_LEN = 32;
    public static final int PERF_EVENT_KPROBE_OFFSET = 36;
    public static final int PERF_EVENT_KPROBE_ADDR = 40;
    public static final int PERF_EVENT_KPROBE_MISSED = 48;
    public static final int PERF_EVENT_KPROBE_COOKIE = 56;
    public static final int PERF_EVENT_TRACEPOINT_TP_NAME = 24;
    public static final int PERF_EVENT_TRACEPOINT_NAME_LEN = 32;
    public static final int PERF_EVENT_TRACEPOINT_COOKIE = 40;
    public static final int PERF_EVENT_EVENT_CONFIG = 24;
    public static final int PERF_EVENT_EVENT_TYPE = 32;
    public static final int PERF_EVENT_EVENT_COOKIE = 40;
    public static final int TCX_IFINDEX = 16;
    public static final int TCX_ATTACH_TYPE = 20;
    public static final int NETKIT_IFINDEX = 16;
    public static final int NETKIT_ATTACH_TYPE = 20;
    public static final int SOCKMAP_MAP_ID = 16;
    public static final int SOCKMAP_ATTACH_TYPE = 20;
    public static final int SIZE = 64;

    private LinkInfo() {}
  }

  /** {@code union bpf_iter_link_info}. */
  public static final class IterLinkInfo {
    public static final int MAP_MAP_FD = 0;
    public static final int CGROUP_ORDER = 0;
    public static final int CGROUP_CGROUP_FD = 4;
    public static final int CGROUP_CGROUP_ID = 8;
    public static final int TASK_TID = 0;
    public static final int TASK_PID = 4;
    public static final int TASK_PID_FD = 8;
    public static final int SIZE = 16;

    private IterLinkInfo() {}
  }
}
