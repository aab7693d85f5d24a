package bpf4j.compiler.traffic;

import bpf4j.testkit.Requirements;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import jnr.ffi.LibraryLoader;

/**
 * Runs a test in a network namespace of its own, where nobody else's packets are and every port is
 * free. A namespace belongs to a thread, and to the threads and processes that it starts.
 */
public final class NetworkNamespace {
  private static final int CLONE_NEWNET = 0x40000000;

  private NetworkNamespace() {}

  /** What runs there. */
  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  /** The C function that moves the calling thread. */
  public interface LibC {
    int unshare(int flags);
  }

  /** Runs with an interface {@code lo} that is up; skips the test where that cannot be made. */
  public static void run(Body body) throws Exception {
    Requirements.root();
    String ip = Requirements.tool("ip");
    Callable<Void> inside =
        () -> {
          if (LibraryLoader.create(LibC.class).load("c").unshare(CLONE_NEWNET) != 0) {
            throw new AssertionError("unshare(CLONE_NEWNET) failed");
          }
          command(ip, "link", "set", "lo", "up");
          body.run();
          return null;
        };
    FutureTask<Void> task = new FutureTask<>(inside);
    Thread thread = new Thread(task, "network namespace");
    thread.start();
    try {
      task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw (Error) e.getCause();
    } finally {
      thread.join();
    }
  }

  /** Runs a program to its end, in the caller's namespace. */
  public static void command(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + ": exit " + process.exitValue());
    }
  }
}
