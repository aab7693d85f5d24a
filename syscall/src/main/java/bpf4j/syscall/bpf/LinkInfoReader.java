package bpf4j.syscall.bpf;

import bpf4j.syscall.bpf.LinkInfo.PerfEventKind;
import bpf4j.syscall.internal.layout.BpfStructs;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;

/** Reads {@code struct bpf_link_info}, a union over the types of link. */
final class LinkInfoReader {
  private static final int NAME_ROOM = 4096;

  private LinkInfoReader() {}

  static LinkInfo read(Fd link) {
    int number;
    int id;
    int programId;
    try (InfoStruct s = struct(link).fetch()) {
      number = s.u32(BpfStructs.LinkInfo.TYPE);
      id = s.u32(BpfStructs.LinkInfo.ID);
      programId = s.u32(BpfStructs.LinkInfo.PROG_ID);
    }
    LinkInfo.Target target =
        LinkType.of(number).map(t -> target(link, t)).orElseGet(LinkInfo.Other::new);
    return new LinkInfo(number, id, programId, target);
  }

  private static InfoStruct struct(Fd link) {
    return new InfoStruct(link, BpfStructs.LinkInfo.SIZE);
  }

  private static LinkInfo.Target target(Fd link, LinkType type) {
    return switch (type) {
      case RAW_TRACEPOINT -> rawTracepoint(link);
      case ITER -> iterator(link);
      case PERF_EVENT -> perfEvent(link);
      case KPROBE_MULTI -> kprobeMulti(link);
      case UPROBE_MULTI -> uprobeMulti(link);
      default -> fixed(link, type);
    };
  }

  /** The types without strings and arrays. */
  private static LinkInfo.Target fixed(Fd link, LinkType type) {
    try (InfoStruct s = struct(link).fetch()) {
      return switch (type) {
        case TRACING ->
            new LinkInfo.Tracing(
                s.u32(BpfStructs.LinkInfo.TRACING_ATTACH_TYPE),
                s.u32(BpfStructs.LinkInfo.TRACING_TARGET_OBJ_ID),
                s.u32(BpfStructs.LinkInfo.TRACING_TARGET_BTF_ID),
                s.u64(BpfStructs.LinkInfo.TRACING_COOKIE));
        case CGROUP ->
            new LinkInfo.Cgroup(
                s.u64(BpfStructs.LinkInfo.CGROUP_CGROUP_ID),
                s.u32(BpfStructs.LinkInfo.CGROUP_ATTACH_TYPE));
        case NETNS ->
            new LinkInfo.NetworkNamespace(
                s.u32(BpfStructs.LinkInfo.NETNS_NETNS_INO),
                s.u32(BpfStructs.LinkInfo.NETNS_ATTACH_TYPE));
        case XDP ->
            new LinkInfo.Device(s.u32(BpfStructs.LinkInfo.XDP_IFINDEX), AttachType.XDP.number());
        case TCX ->
            new LinkInfo.Device(
                s.u32(BpfStructs.LinkInfo.TCX_IFINDEX), s.u32(BpfStructs.LinkInfo.TCX_ATTACH_TYPE));
        case NETKIT ->
            new LinkInfo.Device(
                s.u32(BpfStructs.LinkInfo.NETKIT_IFINDEX),
                s.u32(BpfStructs.LinkInfo.NETKIT_ATTACH_TYPE));
        case STRUCT_OPS -> new LinkInfo.StructOps(s.u32(BpfStructs.LinkInfo.STRUCT_OPS_MAP_ID));
        case SOCKMAP ->
            new LinkInfo.SocketMap(
                s.u32(BpfStructs.LinkInfo.SOCKMAP_MAP_ID),
                s.u32(BpfStructs.LinkInfo.SOCKMAP_ATTACH_TYPE));
        case NETFILTER ->
            new LinkInfo.Netfilter(
                s.u32(BpfStructs.LinkInfo.NETFILTER_PF),
                s.u32(BpfStructs.LinkInfo.NETFILTER_HOOKNUM),
                s.u32(BpfStructs.LinkInfo.NETFILTER_PRIORITY),
                s.u32(BpfStructs.LinkInfo.NETFILTER_FLAGS));
        default -> new LinkInfo.Other();
      };
    }
  }

  private static LinkInfo.Target rawTracepoint(Fd link) {
    try (InfoStruct s = struct(link)) {
      NativeMemory name = s.room(BpfStructs.LinkInfo.RAW_TRACEPOINT_TP_NAME, NAME_ROOM);
      s.u32(BpfStructs.LinkInfo.RAW_TRACEPOINT_TP_NAME_LEN, NAME_ROOM).fetch();
      return new LinkInfo.RawTracepoint(
          InfoStruct.string(name), s.u64(BpfStructs.LinkInfo.RAW_TRACEPOINT_COOKIE));
    }
  }

  private static LinkInfo.Target iterator(Fd link) {
    try (InfoStruct s = struct(link)) {
      NativeMemory name = s.room(BpfStructs.LinkInfo.ITER_TARGET_NAME, NAME_ROOM);
      s.u32(BpfStructs.LinkInfo.ITER_TARGET_NAME_LEN, NAME_ROOM).fetch();
      return new LinkInfo.Iterator(
          InfoStruct.string(name), s.u32(BpfStructs.LinkInfo.ITER_MAP_MAP_ID));
    }
  }

  private static LinkInfo.Target kprobeMulti(Fd link) {
    int count;
    try (InfoStruct s = struct(link).fetch()) {
      count = s.u32(BpfStructs.LinkInfo.KPROBE_MULTI_COUNT);
    }
    try (InfoStruct s = struct(link)) {
      NativeMemory addresses = s.room(BpfStructs.LinkInfo.KPROBE_MULTI_ADDRS, count * Long.BYTES);
      NativeMemory cookies = s.room(BpfStructs.LinkInfo.KPROBE_MULTI_COOKIES, count * Long.BYTES);
      s.u32(BpfStructs.LinkInfo.KPROBE_MULTI_COUNT, count).fetch();
      return new LinkInfo.KprobeMulti(
          InfoStruct.longs(addresses),
          InfoStruct.longs(cookies),
          s.u32(BpfStructs.LinkInfo.KPROBE_MULTI_FLAGS),
          s.u64(BpfStructs.LinkInfo.KPROBE_MULTI_MISSED));
    }
  }

  private static LinkInfo.Target uprobeMulti(Fd link) {
    int count;
    try (InfoStruct s = struct(link).fetch()) {
      count = s.u32(BpfStructs.LinkInfo.UPROBE_MULTI_COUNT);
    }
    int bytes = count * Long.BYTES;
    try (InfoStruct s = struct(link)) {
      NativeMemory path = s.room(BpfStructs.LinkInfo.UPROBE_MULTI_PATH, NAME_ROOM);
      NativeMemory offsets = s.room(BpfStructs.LinkInfo.UPROBE_MULTI_OFFSETS, bytes);
      NativeMemory counters = s.room(BpfStructs.LinkInfo.UPROBE_MULTI_REF_CTR_OFFSETS, bytes);
      NativeMemory cookies = s.room(BpfStructs.LinkInfo.UPROBE_MULTI_COOKIES, bytes);
      s.u32(BpfStructs.LinkInfo.UPROBE_MULTI_PATH_SIZE, NAME_ROOM)
          .u32(BpfStructs.LinkInfo.UPROBE_MULTI_COUNT, count)
          .fetch();
      return new LinkInfo.UprobeMulti(
          InfoStruct.string(path),
          InfoStruct.longs(offsets),
          InfoStruct.longs(counters),
          InfoStruct.longs(cookies),
          s.u32(BpfStructs.LinkInfo.UPROBE_MULTI_FLAGS),
          s.u32(BpfStructs.LinkInfo.UPROBE_MULTI_PID));
    }
  }

  private static LinkInfo.Target perfEvent(Fd link) {
    try (InfoStruct s = struct(link)) {
      // The name's pointer and length are at the same offsets in the variants that have one.
      NativeMemory name = s.room(BpfStructs.LinkInfo.PERF_EVENT_UPROBE_FILE_NAME, NAME_ROOM);
      s.u32(BpfStructs.LinkInfo.PERF_EVENT_UPROBE_NAME_LEN, NAME_ROOM).fetch();
      int number = s.u32(BpfStructs.LinkInfo.PERF_EVENT_TYPE);
      PerfEventKind[] kinds = PerfEventKind.values();
      PerfEventKind kind =
          number >= 0 && number < kinds.length ? kinds[number] : PerfEventKind.UNKNOWN;
      return switch (kind) {
        case UPROBE, URETPROBE ->
            new LinkInfo.PerfEvent(
                kind,
                InfoStruct.string(name),
                s.u32(BpfStructs.LinkInfo.PERF_EVENT_UPROBE_OFFSET),
                s.u64(BpfStructs.LinkInfo.PERF_EVENT_UPROBE_REF_CTR_OFFSET),
                s.u64(BpfStructs.LinkInfo.PERF_EVENT_UPROBE_COOKIE));
        case KPROBE, KRETPROBE ->
            new LinkInfo.PerfEvent(
                kind,
                InfoStruct.string(name),
                s.u32(BpfStructs.LinkInfo.PERF_EVENT_KPROBE_OFFSET),
                s.u64(BpfStructs.LinkInfo.PERF_EVENT_KPROBE_ADDR),
                s.u64(BpfStructs.LinkInfo.PERF_EVENT_KPROBE_COOKIE));
        case TRACEPOINT ->
            new LinkInfo.PerfEvent(
                kind,
                InfoStruct.string(name),
                0,
                0,
                s.u64(BpfStructs.LinkInfo.PERF_EVENT_TRACEPOINT_COOKIE));
        case EVENT ->
            new LinkInfo.PerfEvent(
                kind,
                "",
                s.u32(BpfStructs.LinkInfo.PERF_EVENT_EVENT_TYPE),
                s.u64(BpfStructs.LinkInfo.PERF_EVENT_EVENT_CONFIG),
                s.u64(BpfStructs.LinkInfo.PERF_EVENT_EVENT_COOKIE));
        case UNKNOWN -> new LinkInfo.PerfEvent(kind, "", 0, 0, 0);
      };
    }
  }
}
