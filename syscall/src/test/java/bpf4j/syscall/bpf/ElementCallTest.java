package bpf4j.syscall.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.syscall.io.Fd;
import bpf4j.testkit.Requirements;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ElementCallTest {
  private static final int VALUE = ElementCall.KEY + Long.BYTES;

  @BeforeEach
  void needsRoot() {
    Requirements.root();
  }

  @Test
  void putsFindsAndRemoves() {
    try (Fd map = MapCalls.create(MapCreateAttr.of(MapType.HASH, 4, 8, 1))) {
      ElementCall call = ElementCall.ofThread(VALUE + Long.BYTES);
      ByteBuffer b = call.buffer();
      b.putInt(ElementCall.KEY, 7);
      assertThat(call.lookup(map, VALUE, 0)).isFalse();
      assertThat(call.update(map, VALUE, MapFlags.EXIST)).isEqualTo(UpdateOutcome.ABSENT);
      b.putLong(VALUE, 42);
      assertThat(call.update(map, VALUE, MapFlags.ANY)).isEqualTo(UpdateOutcome.UPDATED);
      assertThat(call.update(map, VALUE, MapFlags.NOEXIST)).isEqualTo(UpdateOutcome.PRESENT);
      b.putLong(VALUE, 0);
      assertThat(call.lookup(map, VALUE, 0)).isTrue();
      assertThat(b.getLong(VALUE)).isEqualTo(42);
      b.putInt(ElementCall.KEY, 8);
      assertThat(call.update(map, VALUE, MapFlags.ANY)).isEqualTo(UpdateOutcome.FULL);
      b.putInt(ElementCall.KEY, 7);
      assertThat(call.delete(map)).isTrue();
      assertThat(call.delete(map)).isFalse();
    }
  }

  @Test
  void aClosedMapIsRefused() {
    Fd map = MapCalls.create(MapCreateAttr.of(MapType.HASH, 4, 8, 1));
    map.close();
    ElementCall call = ElementCall.ofThread(VALUE + Long.BYTES);
    assertThatThrownBy(() -> call.delete(map)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void growsAndStaysTheThreadsOwn() throws InterruptedException {
    ElementCall call = ElementCall.ofThread(100);
    assertThat(call.isMine(100)).isTrue();
    assertThat(call.isMine(1 << 20)).isFalse();
    assertThat(ElementCall.ofThread(1 << 20)).isSameAs(call);
    assertThat(call.buffer().capacity()).isGreaterThanOrEqualTo(1 << 20);
    assertThat(call.isMine(1 << 20)).isTrue();
    AtomicReference<Boolean> elsewhere = new AtomicReference<>();
    Thread other = new Thread(() -> elsewhere.set(call.isMine(100)));
    other.start();
    other.join();
    assertThat(elsewhere).hasValue(false);
  }
}
