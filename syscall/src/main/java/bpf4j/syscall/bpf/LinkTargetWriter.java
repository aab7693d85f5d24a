package bpf4j.syscall.bpf;

import bpf4j.syscall.internal.call.Attr;
import bpf4j.syscall.internal.layout.BpfAttr.LinkCreate;
import bpf4j.syscall.internal.layout.BpfStructs.IterLinkInfo;
import bpf4j.syscall.io.NativeMemory;

/** Writes the part of {@code BPF_LINK_CREATE}'s attributes that differs by type of link. */
final class LinkTargetWriter {
  private static final int AT_RETURN = 1;
  private static final int NETFILTER_IP_DEFRAG = 1;

  private LinkTargetWriter() {}

  static void write(Attr a, LinkTarget target) {
    if (target instanceof LinkTarget.Cgroup t) {
      a.fd(LinkCreate.TARGET_FD, t.folder());
      anchor(a, t.anchor(), LinkCreate.CGROUP_RELATIVE_FD, LinkCreate.CGROUP_EXPECTED_REVISION);
    } else if (target instanceof LinkTarget.NetworkNamespace t) {
      a.fd(LinkCreate.TARGET_FD, t.namespace());
    } else if (target instanceof LinkTarget.Xdp t) {
      a.u32(LinkCreate.TARGET_FD, t.interfaceIndex()).u32(LinkCreate.FLAGS, t.flags());
    } else if (target instanceof LinkTarget.PerfEvent t) {
      a.fd(LinkCreate.TARGET_FD, t.event()).u64(LinkCreate.PERF_EVENT_BPF_COOKIE, t.cookie());
    } else if (target instanceof LinkTarget.KprobeMulti t) {
      kprobeMulti(a, t);
    } else if (target instanceof LinkTarget.UprobeMulti t) {
      uprobeMulti(a, t);
    } else if (target instanceof LinkTarget.Tracing t) {
      a.fd(LinkCreate.TARGET_FD, t.targetProgram())
          .u32(LinkCreate.TRACING_TARGET_BTF_ID, t.targetTypeId())
          .u64(LinkCreate.TRACING_COOKIE, t.cookie());
    } else if (target instanceof LinkTarget.Replacement t) {
      a.fd(LinkCreate.TARGET_FD, t.targetProgram()).u32(LinkCreate.TARGET_BTF_ID, t.targetTypeId());
    } else if (target instanceof LinkTarget.Iterator t) {
      iterator(a, t.scope());
    } else if (target instanceof LinkTarget.Netfilter t) {
      a.u32(LinkCreate.NETFILTER_PF, t.family())
          .u32(LinkCreate.NETFILTER_HOOKNUM, t.hook())
          .u32(LinkCreate.NETFILTER_PRIORITY, t.priority())
          .u32(LinkCreate.NETFILTER_FLAGS, t.defragment() ? NETFILTER_IP_DEFRAG : 0);
    } else if (target instanceof LinkTarget.Tcx t) {
      a.u32(LinkCreate.TARGET_FD, t.interfaceIndex());
      anchor(a, t.anchor(), LinkCreate.TCX_RELATIVE_FD, LinkCreate.TCX_EXPECTED_REVISION);
    } else if (target instanceof LinkTarget.Netkit t) {
      a.u32(LinkCreate.TARGET_FD, t.interfaceIndex());
      anchor(a, t.anchor(), LinkCreate.NETKIT_RELATIVE_FD, LinkCreate.NETKIT_EXPECTED_REVISION);
    } else if (target instanceof LinkTarget.SocketMap t) {
      a.fd(LinkCreate.TARGET_FD, t.map());
    } else if (!(target instanceof LinkTarget.StructOps)) {
      throw new AssertionError(target);
    }
  }

  private static void anchor(Attr a, Anchor anchor, int relativeOffset, int revisionOffset) {
    a.u32(LinkCreate.FLAGS, anchor.flags())
        .u32(relativeOffset, anchor.relativeId())
        .fd(relativeOffset, anchor.relative())
        .u64(revisionOffset, anchor.expectedRevision());
  }

  private static void kprobeMulti(Attr a, LinkTarget.KprobeMulti t) {
    a.u32(LinkCreate.KPROBE_MULTI_FLAGS, t.atReturn() ? AT_RETURN : 0)
        .u32(LinkCreate.KPROBE_MULTI_CNT, t.symbols().size() + t.addresses().size())
        .strings(LinkCreate.KPROBE_MULTI_SYMS, t.symbols())
        .longs(LinkCreate.KPROBE_MULTI_ADDRS, t.addresses())
        .longs(LinkCreate.KPROBE_MULTI_COOKIES, t.cookies());
  }

  private static void uprobeMulti(Attr a, LinkTarget.UprobeMulti t) {
    a.string(LinkCreate.UPROBE_MULTI_PATH, t.path())
        .longs(LinkCreate.UPROBE_MULTI_OFFSETS, t.offsets())
        .longs(LinkCreate.UPROBE_MULTI_REF_CTR_OFFSETS, t.referenceCounters())
        .longs(LinkCreate.UPROBE_MULTI_COOKIES, t.cookies())
        .u32(LinkCreate.UPROBE_MULTI_CNT, t.offsets().size())
        .u32(LinkCreate.UPROBE_MULTI_FLAGS, t.atReturn() ? AT_RETURN : 0)
        .u32(LinkCreate.UPROBE_MULTI_PID, t.pid());
  }

  private static void iterator(Attr a, IteratorScope scope) {
    if (scope instanceof IteratorScope.All) {
      return;
    }
    NativeMemory info = a.space(LinkCreate.ITER_INFO, IterLinkInfo.SIZE);
    a.u32(LinkCreate.ITER_INFO_LEN, IterLinkInfo.SIZE);
    if (scope instanceof IteratorScope.OfMap s) {
      info.buffer().putInt(IterLinkInfo.MAP_MAP_FD, a.lease(s.map()));
    } else if (scope instanceof IteratorScope.OfCgroup s) {
      info.buffer()
          .putInt(IterLinkInfo.CGROUP_ORDER, s.order().ordinal())
          .putInt(IterLinkInfo.CGROUP_CGROUP_FD, a.lease(s.folder()));
    } else if (scope instanceof IteratorScope.OfTask s) {
      info.buffer().putInt(IterLinkInfo.TASK_TID, s.tid()).putInt(IterLinkInfo.TASK_PID, s.pid());
    } else {
      throw new AssertionError(scope);
    }
  }
}
