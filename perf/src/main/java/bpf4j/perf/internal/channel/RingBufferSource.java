package bpf4j.perf.internal.channel;

import bpf4j.perf.LossListener;
import bpf4j.perf.internal.reader.RingSource;
import bpf4j.perf.internal.ring.RecordRing;
import bpf4j.perf.internal.ring.Ring;
import java.util.List;

/** The one ring of a ring buffer, whose losses the programs count. */
final class RingBufferSource implements RingSource {
  private final RecordRing ring;
  private final Channel<?> channel;
  private final boolean inKernel;
  private final DropCounters.News news;

  RingBufferSource(RecordRing ring, Channel<?> channel, boolean inKernel) {
    this.ring = ring;
    this.channel = channel;
    this.inKernel = inKernel;
    this.news = channel.drops.new News();
  }

  @Override
  public List<Ring> rings() {
    return List.of(ring);
  }

  @Override
  public void tellLosses(LossListener listener) {
    if (!channel.isClosed()) {
      news.tell(listener);
    }
  }

  @Override
  public void addLost(long[] byCpu) {
    if (!channel.isClosed()) {
      channel.drops.addTo(byCpu);
    }
  }

  @Override
  public boolean isInKernel() {
    return inKernel;
  }

  @Override
  public void close() {
    channel.stopReading();
  }
}
