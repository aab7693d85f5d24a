package bpf4j.maps;

import bpf4j.maps.layout.Layout;
import bpf4j.syscall.io.Fd;

/**
 * A value for each of the kernel's objects, kept at the object itself: sockets ({@code
 * BPF_MAP_TYPE_SK_STORAGE}, Linux 5.2), inodes ({@code BPF_MAP_TYPE_INODE_STORAGE}, Linux 5.10),
 * threads ({@code BPF_MAP_TYPE_TASK_STORAGE}, Linux 5.11) or control groups ({@code
 * BPF_MAP_TYPE_CGRP_STORAGE}, Linux 6.2). A value goes when its object does.
 *
 * <p>A program means the object that it runs for: the socket of the packet or call, the current
 * thread, the current thread's control group. Java means an object by its descriptor: a socket's, a
 * file's, that of a process or thread ({@link bpf4j.syscall.system.Processes}), an opened control
 * group's folder. The objects that have a value cannot be listed; {@link #maxEntries()} is 0, since
 * there is no limit but memory.
 *
 * <p>What each kind of program can reach is said at the methods of {@link BpfMaps} that make
 * storages. A twin has one object, which every descriptor and every program means.
 *
 * @param <V> the type of a value
 */
public interface BpfLocalStorage<V> extends BpfMap {

  /** {@return the layout of a descriptor's number} */
  @Override
  Layout<Integer> keyLayout();

  @Override
  Layout<V> valueLayout();

  /**
   * In a program, the value of the object that it runs for.
   *
   * @return the value, or {@code null} if the object has none or the program runs for none; in a
   *     program a struct is live
   * @throws UnsupportedOperationException in Java, unless the storage lives in the JVM
   */
  @KernelOperation(value = MapOperation.LOOKUP, keyed = false)
  V local();

  /**
   * In a program, the value of the object that it runs for, which gets one of zeros if it has none.
   * A program that runs for no object ends there.
   *
   * @return the value, which is live: a class with fields
   * @throws UnsupportedOperationException in Java, unless the storage lives in the JVM
   */
  @KernelOperation(value = MapOperation.GET_OR_CREATE, keyed = false)
  V localOrCreate();

  /**
   * In a program, sets the value of the object that it runs for. A program that runs for no object
   * ends there.
   *
   * @param value the value, which is copied
   * @throws UnsupportedOperationException in Java, unless the storage lives in the JVM
   */
  @KernelOperation(value = MapOperation.UPDATE, keyed = false)
  void putLocal(V value);

  /**
   * In a program, adds atomically to the integer of the object that it runs for, wrapping round; no
   * value counts as 0. A program that runs for no object ends there.
   *
   * @param delta what to add
   * @throws UnsupportedOperationException in Java, unless the storage lives in the JVM, or if the
   *     values are not integers of four or eight bytes in host order
   */
  @KernelOperation(value = MapOperation.ADD, keyed = false)
  void addLocal(long delta);

  /**
   * In a program, takes the value away from the object that it runs for.
   *
   * @return whether it had one; false if the program runs for no object
   * @throws UnsupportedOperationException in Java, unless the storage lives in the JVM
   */
  @KernelOperation(value = MapOperation.DELETE, keyed = false)
  boolean removeLocal();

  /**
   * The value of an object.
   *
   * @param object the object
   * @return a copy, or {@code null} if it has none
   * @throws bpf4j.syscall.SyscallException if it is no object of this kind
   */
  V get(Fd object);

  /**
   * Sets the value of an object.
   *
   * @param object the object
   * @param value the value, which is copied
   * @throws bpf4j.syscall.SyscallException if it is no object of this kind
   */
  void put(Fd object, V value);

  /**
   * Sets the value of an object that has none.
   *
   * @param object the object
   * @param value the value, which is copied
   * @return whether it had none
   * @throws bpf4j.syscall.SyscallException if it is no object of this kind
   */
  boolean putIfAbsent(Fd object, V value);

  /**
   * Takes the value away from an object.
   *
   * @param object the object
   * @return whether it had one
   * @throws bpf4j.syscall.SyscallException if it is no object of this kind
   */
  boolean remove(Fd object);
}
