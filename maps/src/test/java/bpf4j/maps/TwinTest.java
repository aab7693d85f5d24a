package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a twin does as a program would see it, where Java sees the kernel's map differently. */
class TwinTest {

  static final class Flow {
    final AtomicLong packets = new AtomicLong();
    int port;
  }

  @Test
  void structsAreLive() {
    try (BpfHash<Integer, Flow> map = JvmMaps.hash(Integer.class, Flow.class, 8)) {
      Flow flow = map.getOrCreate(1);
      flow.packets.incrementAndGet();
      flow.port = 80;
      assertThat(map.get(1).packets).hasValue(1);
      assertThat(map.get(1).port).isEqualTo(80);
      assertThat(map.get(1)).isSameAs(flow);
    }
  }

  @Test
  void putMakesANewEntryInAHashAndWritesIntoAnArray() {
    try (BpfHash<Integer, Flow> hash = JvmMaps.hash(Integer.class, Flow.class, 8);
        BpfArray<Flow> array = JvmMaps.array(Flow.class, 1)) {
      Flow value = new Flow();
      value.port = 7;
      Flow old = hash.getOrCreate(1);
      hash.put(1, value);
      assertThat(old.port).isZero();
      assertThat(hash.get(1).port).isEqualTo(7);
      Flow same = array.get(0);
      AtomicLong packets = same.packets;
      value.packets.set(3);
      array.put(0, value);
      assertThat(same.port).isEqualTo(7);
      assertThat(packets).hasValue(3);
      assertThat(array.get(0)).isSameAs(same).isNotSameAs(value);
    }
  }

  @Test
  void theLeastRecentlyUsedEntryGoesFirst() {
    try (BpfHash<Integer, Integer> map = JvmMaps.lruHash(Integer.class, Integer.class, 2)) {
      map.put(1, 1);
      map.put(2, 2);
      assertThat(map.get(1)).isEqualTo(1);
      map.put(3, 3);
      assertThat(map.containsKey(2)).isFalse();
      assertThat(map.containsKey(1)).isTrue();
    }
  }
}
