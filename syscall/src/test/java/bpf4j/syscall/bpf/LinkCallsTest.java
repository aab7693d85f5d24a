package bpf4j.syscall.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.syscall.Errno;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.FdInputStream;
import bpf4j.syscall.net.InterfaceIndex;
import bpf4j.syscall.perf.PerfEvents;
import bpf4j.syscall.perf.PerfTarget;
import bpf4j.syscall.perf.SoftwareEvent;
import bpf4j.syscall.system.FileSystems;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LinkCallsTest {
  private static final String DEVICE = "b4jl" + ProcessHandle.current().pid() % 100_000;
  private static Path cgroup;

  @BeforeAll
  static void makePlaces() throws IOException, InterruptedException {
    Requirements.root();
    Requirements.machine(FileSystems.CGROUP2.find().isPresent(), "needs cgroup2 mounted");
    cgroup = Files.createDirectory(TestPrograms.cgroup2().resolve("b4j-" + DEVICE));
    assertThat(ip("link", "add", DEVICE, "type", "veth", "peer", "name", DEVICE + "p")).isZero();
  }

  @AfterAll
  static void removePlaces() throws IOException, InterruptedException {
    ip("link", "del", DEVICE);
    if (cgroup != null) {
      Files.deleteIfExists(cgroup);
    }
  }

  private static int ip(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = Requirements.tool("ip");
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static int device() {
    return InterfaceIndex.of(DEVICE).orElseThrow();
  }

  private static LinkInfo.Target target(Fd link) {
    return InfoCalls.link(link).target();
  }

  private static int id(Fd program) {
    return InfoCalls.program(program).id();
  }

  @Test
  void cgroupLinkIsUpdatedAndDetached() throws IOException {
    AttachType type = AttachType.CGROUP_INET_INGRESS;
    try (Fd folder = FileSystems.open(cgroup);
        Fd program = TestPrograms.returning(ProgramType.CGROUP_SKB, type, 1);
        Fd other = TestPrograms.returning(ProgramType.CGROUP_SKB, type, 1);
        Fd link = LinkCalls.create(program, new LinkTarget.Cgroup(folder, type, Anchor.NONE))) {
      LinkInfo info = InfoCalls.link(link);
      assertThat(LinkType.of(info.typeNumber())).contains(LinkType.CGROUP);
      assertThat(info.programId()).isEqualTo(id(program));
      long inode = ((Number) Files.getAttribute(cgroup, "unix:ino")).longValue();
      assertThat(info.target()).isEqualTo(new LinkInfo.Cgroup(inode, type.number()));

      assertThatThrownBy(() -> LinkCalls.update(link, other, other))
          .isInstanceOfSatisfying(
              SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPERM));
      LinkCalls.update(link, other, program);
      assertThat(InfoCalls.link(link).programId()).isEqualTo(id(other));
      LinkCalls.update(link, program);
      QueryResult query = AttachCalls.query(new AttachTarget.Descriptor(folder), type, false);
      assertThat(query.programs())
          .extracting(QueryResult.Attached::programId)
          .containsExactly(id(program));
      LinkCalls.detach(link);
      assertThat(AttachCalls.query(new AttachTarget.Descriptor(folder), type, false).programs())
          .isEmpty();
    }
  }

  @Test
  void xdpLink() {
    try (Fd program = TestPrograms.returning(ProgramType.XDP, null, 2);
        Fd link =
            LinkCalls.create(program, new LinkTarget.Xdp(device(), LinkTarget.Xdp.SKB_MODE))) {
      assertThat(target(link)).isEqualTo(new LinkInfo.Device(device(), AttachType.XDP.number()));
    }
  }

  @Test
  void tcxLinksRunInTheOrderAskedFor() {
    AttachType type = AttachType.TCX_INGRESS;
    try (Fd first = TestPrograms.returning(ProgramType.SCHED_CLS, null, -1);
        Fd second = TestPrograms.returning(ProgramType.SCHED_CLS, null, -1);
        Fd third = TestPrograms.returning(ProgramType.SCHED_CLS, null, -1);
        Fd secondLink = LinkCalls.create(second, new LinkTarget.Tcx(device(), type, Anchor.NONE));
        Fd firstLink =
            LinkCalls.create(
                first, new LinkTarget.Tcx(device(), type, Anchor.beforeLink(secondLink)));
        Fd thirdLink =
            LinkCalls.create(
                third, new LinkTarget.Tcx(device(), type, Anchor.afterProgram(second)))) {
      QueryResult query = AttachCalls.query(new AttachTarget.Device(device()), type, false);
      assertThat(query.programs())
          .extracting(QueryResult.Attached::programId)
          .containsExactly(id(first), id(second), id(third));
      assertThat(query.programs().get(0).linkId()).isEqualTo(InfoCalls.link(firstLink).id());
      assertThat(query.revision()).isPositive();
      assertThat(target(thirdLink)).isEqualTo(new LinkInfo.Device(device(), type.number()));
      Anchor stale = Anchor.last().ifRevision(query.revision() + 1);
      assertThatThrownBy(() -> LinkCalls.create(first, new LinkTarget.Tcx(device(), type, stale)))
          .isInstanceOfSatisfying(
              SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ESTALE));
    }
  }

  @Test
  void networkNamespaceLink() throws IOException {
    AttachType type = AttachType.SK_LOOKUP;
    try (Fd namespace = FileSystems.open(Path.of("/proc/self/ns/net"));
        Fd program = TestPrograms.returning(ProgramType.SK_LOOKUP, type, 1);
        Fd link = LinkCalls.create(program, new LinkTarget.NetworkNamespace(namespace, type))) {
      String name = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
      int inode = Integer.parseUnsignedInt(name.replaceAll("\\D", ""));
      assertThat(target(link)).isEqualTo(new LinkInfo.NetworkNamespace(inode, type.number()));
    }
  }

  @Test
  void perfEventLink() {
    try (Fd event =
            PerfEvents.open(
                SoftwareEvent.CONTEXT_SWITCHES.attr().samplePeriod(1_000_000).build(),
                PerfTarget.thread(0));
        Fd program = TestPrograms.returning(ProgramType.PERF_EVENT, null, 0);
        Fd link = LinkCalls.create(program, new LinkTarget.PerfEvent(event, 99))) {
      assertThat(target(link))
          .isInstanceOfSatisfying(
              LinkInfo.PerfEvent.class,
              e -> {
                assertThat(e.kind()).isEqualTo(LinkInfo.PerfEventKind.EVENT);
                assertThat(e.offset()).isEqualTo(1); // PERF_TYPE_SOFTWARE
                assertThat(e.value()).isEqualTo(3); // PERF_COUNT_SW_CONTEXT_SWITCHES
                assertThat(e.cookie()).isEqualTo(99);
              });
    }
  }

  @Test
  void uprobeMultiLink() throws IOException {
    Path program = Path.of("/bin/true").toRealPath();
    long offset = entryOffset(program);
    LinkTarget.UprobeMulti target =
        new LinkTarget.UprobeMulti(
            program.toString(), List.of(offset), List.of(), List.of(7L), false, false, 0);
    try (Fd loaded = TestPrograms.returning(ProgramType.KPROBE, AttachType.TRACE_UPROBE_MULTI, 0);
        Fd link = LinkCalls.create(loaded, target)) {
      assertThat(target(link))
          .isInstanceOfSatisfying(
              LinkInfo.UprobeMulti.class,
              u -> {
                assertThat(u.path()).isEqualTo(program.toString());
                assertThat(u.offsets()).containsExactly(offset);
                assertThat(u.cookies()).containsExactly(7L);
              });
    }
    assertThatThrownBy(
            () ->
                new LinkTarget.UprobeMulti(
                    "/x", List.of(1L, 2L), List.of(), List.of(7L), false, false, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Where in a 64-bit ELF file its entry point is. */
  private static long entryOffset(Path file) throws IOException {
    try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "r")) {
      MappedByteBuffer b = f.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, f.length());
      b.order(ByteOrder.nativeOrder());
      long entry = b.getLong(24);
      int headers = (int) b.getLong(32);
      for (int i = 0; i < b.getShort(56); i++) {
        int h = headers + i * b.getShort(54);
        long address = b.getLong(h + 16);
        if (b.getInt(h) == 1 && entry >= address && entry < address + b.getLong(h + 32)) {
          return entry - address + b.getLong(h + 8);
        }
      }
      throw new AssertionError("no segment has the entry point of " + file);
    }
  }

  @Test
  void rawTracepointLink() {
    try (Fd program = TestPrograms.returning(ProgramType.RAW_TRACEPOINT, null, 0);
        Fd link = LinkCalls.rawTracepoint(program, "sched_process_exec", 5)) {
      assertThat(target(link))
          .isInstanceOfSatisfying(
              LinkInfo.RawTracepoint.class,
              t -> assertThat(t.name()).isEqualTo("sched_process_exec"));
      TaskFdInfo info = TaskCalls.queryOwn(link);
      assertThat(info.programId()).isEqualTo(id(program));
      assertThat(info.kind()).isEqualTo(TaskFdInfo.Kind.RAW_TRACEPOINT);
      assertThat(info.name()).isEqualTo("sched_process_exec");
      assertThatThrownBy(() -> LinkCalls.rawTracepoint(program, "no_such_tracepoint", 0))
          .isInstanceOf(SyscallException.class)
          .hasMessageContaining("ENOENT");
    }
  }

  @Test
  void iteratorGivesWhatTheProgramPrints() throws Exception {
    try (Fd map = MapCalls.create(MapCreateAttr.of(MapType.ARRAY, 4, 4, 1));
        Fd program = TestPrograms.mapIterator();
        Fd link = LinkCalls.create(program, new LinkTarget.Iterator(new IteratorScope.All()));
        FdInputStream output = new FdInputStream(LinkCalls.iterate(link))) {
      String text = new String(output.readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(text).matches("(map\n)+");
      assertThat(target(link)).isEqualTo(new LinkInfo.Iterator("bpf_map", 0));
      assertThat(map.isOpen()).isTrue();
    }
  }

  @Test
  void netfilterLink() {
    LinkTarget target = new LinkTarget.Netfilter(2, 1, 12_345, false);
    try (Fd program = TestPrograms.returning(ProgramType.NETFILTER, AttachType.NETFILTER, 1);
        Fd link = LinkCalls.create(program, target)) {
      assertThat(target(link)).isEqualTo(new LinkInfo.Netfilter(2, 1, 12_345, 0));
    }
  }

  @Test
  void socketMapLink() {
    AttachType type = AttachType.SK_SKB_STREAM_VERDICT;
    try (Fd map = MapCalls.create(MapCreateAttr.of(MapType.SOCKMAP, 4, 4, 1));
        Fd program = TestPrograms.returning(ProgramType.SK_SKB, type, 1);
        Fd link = LinkCalls.create(program, new LinkTarget.SocketMap(map, type))) {
      assertThat(target(link))
          .isEqualTo(new LinkInfo.SocketMap(InfoCalls.map(map).id(), type.number()));
    }
  }

  @Test
  void kprobeMultiLinkAttachesOrFailsTyped() {
    LinkTarget target =
        new LinkTarget.KprobeMulti(
            List.of("vfs_read", "vfs_write"), List.of(), List.of(1L, 2L), false, false);
    try (Fd program = TestPrograms.returning(ProgramType.KPROBE, AttachType.TRACE_KPROBE_MULTI, 0);
        Fd link = LinkCalls.create(program, target)) {
      assertThat(target(link)).isInstanceOf(LinkInfo.KprobeMulti.class);
    } catch (UnsupportedFeatureException | SyscallException e) {
      assertThat(e).hasMessageContaining("BPF_TRACE_KPROBE_MULTI");
    }
  }
}
