package bpf4j.perf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events for subscribers. */
@Timeout(60)
class PublisherTest {

  /** Notes what it is told. */
  private static final class Subscriber implements Flow.Subscriber<Long> {
    final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    final CountDownLatch subscribed = new CountDownLatch(1);
    Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
      subscription = newSubscription;
      subscribed.countDown();
    }

    @Override
    public void onNext(Long event) {
      if (event < 0) {
        throw new IllegalStateException("negative");
      }
      told.add(event);
    }

    @Override
    public void onError(Throwable failure) {
      told.add(failure);
    }

    @Override
    public void onComplete() {
      told.add("complete");
    }

    Object next() throws InterruptedException {
      return told.poll(10, TimeUnit.SECONDS);
    }

    boolean isQuiet() throws InterruptedException {
      return told.poll(60, TimeUnit.MILLISECONDS) == null;
    }

    static Subscriber of(EventReader<Long> reader) throws InterruptedException {
      Subscriber subscriber = new Subscriber();
      reader.publisher("events").subscribe(subscriber);
      subscriber.subscribed.await();
      return subscriber;
    }
  }

  @Test
  void giveWhatIsAskedForAndComplete() throws InterruptedException {
    try (RingBuffer<Long> ring = JvmChannels.ringBuffer(Long.class, 4096)) {
      EventReader<Long> reader = ring.reader();
      Subscriber subscriber = Subscriber.of(reader);
      for (long i = 0; i < 5; i++) {
        ring.output(i);
      }
      assertThat(subscriber.isQuiet()).isTrue();
      subscriber.subscription.request(2);
      assertThat(List.of(subscriber.next(), subscriber.next())).isEqualTo(List.of(0L, 1L));
      assertThat(subscriber.isQuiet()).isTrue();
      subscriber.subscription.request(Long.MAX_VALUE);
      assertThat(subscriber.next()).isEqualTo(2L);
      assertThat(subscriber.next()).isEqualTo(3L);
      assertThat(subscriber.next()).isEqualTo(4L);
      ring.output(5L);
      assertThat(subscriber.next()).isEqualTo(5L);
      reader.close();
      assertThat(subscriber.next()).isEqualTo("complete");
    }
  }

  @Test
  void cancelLeavesTheRest() throws InterruptedException {
    try (RingBuffer<Long> ring = JvmChannels.ringBuffer(Long.class, 4096);
        EventReader<Long> reader = ring.reader()) {
      Subscriber subscriber = Subscriber.of(reader);
      subscriber.subscription.request(10);
      ring.output(1L);
      assertThat(subscriber.next()).isEqualTo(1L);
      subscriber.subscription.cancel();
      Thread.sleep(50);
      ring.output(2L);
      assertThat(subscriber.isQuiet()).isTrue();
      assertThat(reader.drain(event -> {})).isOne();
    }
  }

  @Test
  void failuresArePassedOn() throws InterruptedException {
    try (RingBuffer<Long> ring = JvmChannels.ringBuffer(Long.class, 4096);
        EventReader<Long> reader = ring.reader()) {
      Subscriber subscriber = Subscriber.of(reader);
      subscriber.subscription.request(10);
      ring.output(-1L);
      assertThat(subscriber.next()).hasToString("java.lang.IllegalStateException: negative");
      Subscriber asking = Subscriber.of(reader);
      asking.subscription.request(0);
      assertThat(asking.next()).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void secondSubscribersAreRefused() throws InterruptedException {
    try (RingBuffer<Long> ring = JvmChannels.ringBuffer(Long.class, 4096);
        EventReader<Long> reader = ring.reader()) {
      Flow.Publisher<Long> publisher = reader.publisher("events");
      publisher.subscribe(new Subscriber());
      Subscriber second = new Subscriber();
      publisher.subscribe(second);
      assertThat(second.next()).isInstanceOf(IllegalStateException.class);
    }
  }
}
