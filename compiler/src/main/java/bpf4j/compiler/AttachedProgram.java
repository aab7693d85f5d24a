package bpf4j.compiler;

import bpf4j.perf.attach.Attachment;
import bpf4j.syscall.io.Fd;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A program that is attached somewhere and runs there until it is closed, or this process ends.
 * Thread-safe.
 */
public final class AttachedProgram implements AutoCloseable {
  private final List<KernelProgram> programs;
  private final Attachment attachment;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Programs that are attached already; all are closed with the attachment. */
  AttachedProgram(Attachment attachment, List<KernelProgram> programs) {
    this.attachment = attachment;
    this.programs = List.copyOf(programs);
  }

  /**
   * Attaches a program, which is closed with the attachment, or when that fails.
   *
   * @param attach attaches the program that it is given
   */
  static AttachedProgram of(KernelProgram program, Function<Fd, Attachment> attach) {
    try {
      return new AttachedProgram(attach.apply(program.fd()), List.of(program));
    } catch (RuntimeException | Error e) {
      program.close();
      throw e;
    }
  }

  /** {@return the program; of several the first} */
  public KernelProgram program() {
    return programs.get(0);
  }

  /**
   * The programs that the lambda has become: one, but for statically defined probes whose arguments
   * are not in the same registers everywhere one for each such set of places.
   *
   * @return at least one
   */
  public List<KernelProgram> programs() {
    return programs;
  }

  /** {@return what attaches it, owned by this object; there it can be pinned} */
  public Attachment attachment() {
    return attachment;
  }

  /** {@return runs that ended where Java would have thrown, by line} */
  public List<Failure> failures() {
    return programs.stream().flatMap(program -> program.failures().stream()).toList();
  }

  /**
   * Waits while the program runs.
   *
   * @param time how long
   * @return true when the time is up; false if it was closed meanwhile, or the thread interrupted,
   *     whose interrupt status then stays set
   */
  public boolean await(Duration time) {
    try {
      return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits until it is closed or the thread interrupted, whose interrupt status then stays set. */
  public void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Detaches. Closing twice is harmless. */
  @Override
  public void close() {
    synchronized (closed) {
      if (closed.getCount() == 0) {
        return;
      }
      closed.countDown();
    }
    try {
      attachment.close();
    } finally {
      programs.forEach(KernelProgram::close);
    }
  }

  /** {@return what it is attached to, and by what means} */
  @Override
  public String toString() {
    return attachment + (closed.getCount() == 0 ? " (closed)" : "");
  }
}
