package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.io.Fd;
import bpf4j.testkit.AllowsOpenFiles;
import bpf4j.testkit.Requirements;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Maps that the program forgot. */
class DroppedMapTest {

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  private static MapFactory named(String name) {
    return BpfMaps.factory().named(name);
  }

  private static Fd drop(String name) {
    return named(name).array(Layout.of(Long.class), 1).fd();
  }

  private static void useAndClose(String name) {
    try (BpfArray<Long> map = named(name).array(Layout.of(Long.class), 1)) {
      map.put(0, 1L);
    }
  }

  private static List<Warnings.Warning> about(String name) {
    return Warnings.all().stream().filter(w -> w.message().contains("[" + name)).toList();
  }

  private static Warnings.Warning awaitWarning(String name) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (about(name).isEmpty() && System.nanoTime() < end) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(about(name)).hasSize(1);
    return about(name).get(0);
  }

  @Test
  void aWarningSaysWhereItWasMadeAndNothingIsClosed() throws Exception {
    useAndClose("closed_in_time");
    try (Fd fd = drop("dropped_map")) {
      Warnings.Warning warning = awaitWarning("dropped_map");
      assertThat(warning.message()).contains("was dropped and not closed");
      assertThat(warning.cause()).hasMessage("dropped_map was made here");
      assertThat(warning.cause().getStackTrace())
          .anySatisfy(
              frame -> {
                assertThat(frame.getClassName()).isEqualTo(DroppedMapTest.class.getName());
                assertThat(frame.getMethodName()).isEqualTo("drop");
              });
      assertThat(fd.isOpen()).isTrue();
      assertThat(InfoCalls.map(fd).name()).isEqualTo("dropped_map");
    }
    assertThat(about("closed_in_time")).isEmpty();
  }

  private static int open(int id) {
    OpenMap dropped = BpfMaps.open(id);
    return dropped.info().id();
  }

  private static void openAndTell(int id) {
    BpfMaps.open(id).array(Long.class).close();
  }

  @Test
  @AllowsOpenFiles("the dropped one: nobody knows its number")
  void whatWasOpenedCountsAsWell() throws Exception {
    try (BpfArray<Long> told = named("told").array(Layout.of(Long.class), 1);
        BpfArray<Long> opened = named("opened").array(Layout.of(Long.class), 1)) {
      openAndTell(InfoCalls.map(told.fd()).id());
      open(InfoCalls.map(opened.fd()).id());
      assertThat(awaitWarning("opened").cause()).hasMessageContaining("opened (");
      assertThat(about("told")).isEmpty();
    }
  }
}
