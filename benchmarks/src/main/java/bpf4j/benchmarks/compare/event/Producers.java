package bpf4j.benchmarks.compare.event;

import bpf4j.benchmarks.compare.measure.Cost;
import bpf4j.benchmarks.compare.measure.OwnThread;
import bpf4j.benchmarks.compare.peer.Processor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that run a program which writes events, each on a processor of its own. */
final class Producers implements AutoCloseable {
  private static final long HEAD_START_MILLIS = 20;

  private final List<ExecutorService> threads = new ArrayList<>();

  /** As many as told, on the processors from 0 on. */
  Producers(int count) {
    for (int i = 0; i < count; i++) {
      Processor processor = new Processor(i);
      threads.add(
          Executors.newSingleThreadExecutor(
              task ->
                  new Thread(
                      () -> {
                        processor.pinThisThread();
                        task.run();
                      })));
    }
  }

  /** All begin to write, once the reader had time to begin to wait. */
  List<Future<Cost>> start(RingEvents events, int times) {
    List<Future<Cost>> writing = new ArrayList<>();
    int each = times / threads.size();
    for (ExecutorService thread : threads) {
      writing.add(
          thread.submit(
              () -> {
                Thread.sleep(HEAD_START_MILLIS);
                return OwnThread.measured(
                    count -> {
                      events.write(count);
                      return count;
                    },
                    each);
              }));
    }
    return writing;
  }

  /** What they took together on their processors. */
  static long cpu(List<Future<Cost>> writing) {
    long cpu = 0;
    try {
      for (Future<Cost> one : writing) {
        cpu += one.get().cpu();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return cpu;
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdown);
  }
}
