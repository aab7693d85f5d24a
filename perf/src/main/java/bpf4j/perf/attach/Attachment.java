package bpf4j.perf.attach;

import bpf4j.syscall.bpf.ObjectCalls;
import bpf4j.syscall.io.Fd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
   * name is deleted. What several links attach becomes a folder of that name, with the names {@code
   * 0}, {@code 1} and so on in it; each lasts until it is deleted.
   *
   * @param path a name that does not exist yet, in a mounted BPF file system
   * @throws IllegalStateException if something else than links attaches it
   * @throws UncheckedIOException if the folder cannot be made
   * @throws bpf4j.syscall.SyscallException if the kernel refuses; then nothing is pinned
   */
  public void pin(Path path) {
    if (links.isEmpty() || !others.isEmpty()) {
      throw new IllegalStateException(
          "only what BPF links attach can be pinned, and "
              + description
              + " is without (links to perf events: Linux 5.15)");
    }
    if (links.size() == 1) {
      ObjectCalls.pin(links.get(0), path);
      return;
    }
    try {
      Files.createDirectory(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + path + " for the links", e);
    }
    int pinned = 0;
    try {
      for (Fd link : links) {
        ObjectCalls.pin(link, path.resolve(Integer.toString(pinned)));
        pinned++;
      }
    } catch (RuntimeException e) {
      unpin(path, pinned, e);
      throw e;
    }
  }

  private static void unpin(Path folder, int count, RuntimeException reason) {
    try {
      for (int i = 0; i < count; i++) {
        Files.delete(folder.resolve(Integer.toString(i)));
      }
      Files.delete(folder);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
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
