package bpf4j.syscall.bpf;

import bpf4j.syscall.Errno;
import bpf4j.syscall.internal.call.Attr;
import bpf4j.syscall.internal.layout.BpfAttr.GetId;
import bpf4j.syscall.internal.layout.BpfAttr.Obj;
import bpf4j.syscall.io.Fd;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The commands of {@code bpf(2)} that find objects again: by id, or by a path in a BPF file system.
 * Thread-safe. What an object is, {@link InfoCalls} tells.
 */
public final class ObjectCalls {
  private ObjectCalls() {}

  /**
   * Returns the smallest id above a given one ({@code BPF_*_GET_NEXT_ID}). Needs CAP_SYS_ADMIN.
   *
   * @param kind what to enumerate
   * @param after an id, 0 to start
   * @return the id, empty if there is none
   */
  public static OptionalInt nextId(ObjectKind kind, int after) {
    try (Attr a = new Attr(GetId.SIZE)) {
      a.u32(GetId.START_ID, after);
      long result = a.bpf(kind.nextId().number());
      if (result == -Errno.ENOENT.number()) {
        return OptionalInt.empty();
      }
      Calls.check(kind.nextId(), result);
      return OptionalInt.of(a.u32(GetId.NEXT_ID));
    }
  }

  /**
   * Opens an object by its id ({@code BPF_*_GET_FD_BY_ID}). Needs CAP_SYS_ADMIN.
   *
   * @param kind what it is
   * @param id its id
   * @return a descriptor owned by the caller, empty if the object is gone
   */
  public static Optional<Fd> openById(ObjectKind kind, int id) {
    return openById(kind, id, 0, null);
  }

  /**
   * As {@link #openById(ObjectKind, int)}, with options.
   *
   * @param kind what it is
   * @param id its id
   * @param openFlags for maps {@link MapFlags#RDONLY} or {@link MapFlags#WRONLY}, else 0
   * @param token whose privileges to use (Linux 6.15), or null for this process's own
   * @return a descriptor owned by the caller, empty if the object is gone
   */
  public static Optional<Fd> openById(ObjectKind kind, int id, int openFlags, Fd token) {
    try (Attr a = new Attr(GetId.SIZE)) {
      int flags = token == null ? openFlags : openFlags | MapFlags.TOKEN_FD;
      a.u32(GetId.START_ID, id).u32(GetId.OPEN_FLAGS, flags).fd(GetId.FD_BY_ID_TOKEN_FD, token);
      long result = a.bpf(kind.byId().number());
      if (result == -Errno.ENOENT.number()) {
        return Optional.empty();
      }
      return Optional.of(Fd.own((int) Calls.check(kind.byId(), result)));
    }
  }

  /**
   * Gives an object a name in a BPF file system, which keeps it alive until the name is deleted,
   * with {@link java.nio.file.Files#delete} ({@code BPF_OBJ_PIN}, Linux 4.4).
   *
   * @param object a map, program or link
   * @param path a name that does not exist yet, in a mounted BPF file system; no dots in the name
   * @throws bpf4j.syscall.SyscallException with EEXIST if the name exists, EINVAL or EPERM if the
   *     folder is not in a BPF file system, ENOENT if it does not exist
   */
  public static void pin(Fd object, Path path) {
    pin(object, null, path.toAbsolutePath());
  }

  /**
   * As {@link #pin(Fd, Path)}, relative to an open folder (Linux 6.5).
   *
   * @param object a map, program or link
   * @param folder a folder in a BPF file system, which need not be mounted anywhere
   * @param name relative to the folder
   */
  public static void pinIn(Fd folder, Path name, Fd object) {
    pin(object, folder, name);
  }

  private static void pin(Fd object, Fd folder, Path path) {
    try (Attr a = new Attr(Obj.SIZE)) {
      path(a, folder, path, 0).fd(Obj.BPF_FD, object);
      Calls.run(BpfCommand.OBJ_PIN, a);
    }
  }

  /**
   * Opens a pinned object ({@code BPF_OBJ_GET}, Linux 4.4).
   *
   * @param path its name in a BPF file system
   * @param flags for maps {@link MapFlags#RDONLY} or {@link MapFlags#WRONLY} (Linux 4.15), else 0
   * @return a descriptor owned by the caller, empty if there is no such name
   */
  public static Optional<Fd> openPinned(Path path, int flags) {
    return openPinned(null, path.toAbsolutePath(), flags);
  }

  /**
   * As {@link #openPinned(Path, int)}, relative to an open folder (Linux 6.5).
   *
   * @param folder a folder in a BPF file system
   * @param name relative to the folder
   * @param flags for maps {@link MapFlags#RDONLY} or {@link MapFlags#WRONLY}, else 0
   * @return a descriptor owned by the caller, empty if there is no such name
   */
  public static Optional<Fd> openPinnedIn(Fd folder, Path name, int flags) {
    return openPinned(folder, name, flags);
  }

  private static Optional<Fd> openPinned(Fd folder, Path path, int flags) {
    try (Attr a = new Attr(Obj.SIZE)) {
      long result = path(a, folder, path, flags).bpf(BpfCommand.OBJ_GET.number());
      if (result == -Errno.ENOENT.number()) {
        return Optional.empty();
      }
      return Optional.of(Fd.own((int) Calls.check(BpfCommand.OBJ_GET, result)));
    }
  }

  private static Attr path(Attr a, Fd folder, Path path, int flags) {
    return a.string(Obj.PATHNAME, path.toString())
        .fd(Obj.PATH_FD, folder)
        .u32(Obj.FILE_FLAGS, folder == null ? flags : flags | MapFlags.PATH_FD);
  }
}
