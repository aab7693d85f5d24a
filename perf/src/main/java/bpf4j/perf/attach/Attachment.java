package bpf4j.perf.attach;

import bpf4j.syscall.bpf.ObjectCalls;
import bpf4j.syscall.io.Fd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program's attachment, which lasts until it is closed or this process ends, however it ends.
 * Thread-safe.
 */
public final class Attachment implements AutoCloseable {
  private final String description;
  private final List<Fd> links;
  private final List<AutoCloseable> others;

  private Attachment(String description, List<Fd> links, List<AutoCloseable> others) {
    this.description = description;
    this.links = List.copyOf(links);
    this.others = List.copyOf(others);
  }

  /**
   * An attachment by one BPF link.
   *
   * @param link the link, which is closed with the attachment
   * @param description what it is attached to, and by what means
   * @return the attachment
   */
  public static Attachment ofLink(Fd link, String description) {
    return new Attachment(description, List.of(link), List.of());
  }

  /**
   * Several attachments as one.
   *
   * @param description what they are
   * @param parts the attachments, which are closed with the whole
   * @return the attachment
   */
  public static Attachment all(String description, List<Attachment> parts) {
    return new Attachment(
        description,
        parts.stream().flatMap(part -> part.links.stream()).toList(),
        parts.stream().flatMap(part -> part.others.stream()).toList());
  }

  /** {@return the BPF links that attach the program; none where the kernel has no such links} */
  public List<Fd> links() {
    return links;
  }

  /**
   * Gives the attachment a name in a BPF file system, so that it outlives this process: until the
   * name is deleted.
   *
   * @param path a name that does not exist yet, in a mounted BPF file system
   * @throws IllegalStateException if it is not attached by exactly one link
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   */
  public void pin(Path path) {
    if (links.size() != 1 || !others.isEmpty()) {
      throw new IllegalStateException(
          "only what one BPF link attaches can be pinned, and "
              + description
              + (links.isEmpty()
                  ? " is without (links to perf events: Linux 5.15)"
                  : " has several"));
    }
    ObjectCalls.pin(links.get(0), path);
  }

  /** Detaches, unless it is pinned. Closing twice is harmless. */
  @Override
  public void close() {
    links.forEach(Fd::close);
    for (AutoCloseable other : others) {
      try {
        other.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("cannot detach " + description, e);
      }
    }
  }

  /** {@return the mechanism, the target and, where there is one, the offset} */
  @Override
  public String toString() {
    return description;
  }

  /** Collects what an attachment consists of; closes it again unless it is finished. */
  static final class Builder implements AutoCloseable {
    private final List<Fd> links = new ArrayList<>();
    private final List<AutoCloseable> others = new ArrayList<>();
    private boolean finished;

    void link(Fd link) {
      links.add(link);
    }

    /** Something without a link. */
    void other(AutoCloseable other) {
      others.add(other);
    }

    Attachment finish(String description) {
      finished = true;
      return new Attachment(description, links, others);
    }

    @Override
    public void close() {
      if (!finished) {
        new Attachment("", links, others).close();
      }
    }
  }
}
