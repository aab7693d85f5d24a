package bpf4j.compiler.declare;

import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.ProgramType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a kernel helper as a static Java method; the compiler lowers every one of them in the
 * same way, from this annotation alone. The method's body is the JVM twin.
 *
 * <p>The facts are those of {@code linux/bpf.h} ({@code FN(…)} numbers and the comments above them)
 * and of the helper's {@code struct bpf_func_proto} in the kernel source.
 *
 * <pre>{@code
 * @Helper(id = 5, name = "ktime_get_ns", since = "4.1")
 * public static long time() { … }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Helper {
  /**
   * The number in {@code enum bpf_func_id}.
   *
   * @return 1 or more
   */
  int id();

  /**
   * The kernel's name for it, without the {@code bpf_} prefix.
   *
   * @return the name in lower case
   */
  String name();

  /**
   * The first kernel that has it for any program type.
   *
   * @return such as {@code "4.1"}
   */
  String since();

  /**
   * Program types that got it later than {@link #since}.
   *
   * @return first kernels
   */
  Since[] sinceFor() default {};

  /**
   * The program types that may call it, as of Linux 6.18. For another type, and for a kernel older
   * than {@link #since}, a probe of the running kernel decides, and this list explains.
   *
   * @return the types; empty for all of them
   */
  ProgramType[] callers() default {};

  /**
   * Whether only programs under a licence compatible with the GPL may call it.
   *
   * @return true if so
   */
  boolean gplOnly() default false;

  /**
   * The C function's arguments in order, as registers r1 to r5 get them.
   *
   * @return at most five
   */
  Argument[] arguments() default {};

  /**
   * The types of map that an {@link Argument#MAP} may have, as {@code check_map_func_compatibility}
   * in the kernel's verifier wants them.
   *
   * @return the types; empty where the Java type of the parameter says it all
   */
  MapType[] mapTypes() default {};

  /**
   * What the C function returns in r0.
   *
   * @return the kind of result
   */
  Result result() default Result.VALUE;

  /**
   * The helper that gives back what this one takes, its result or else its first argument. Runs
   * that fail in between call it.
   *
   * @return that helper; none if this one takes nothing
   */
  Undo[] undo() default {};

  /**
   * Whether the helper gives back what its first argument points to.
   *
   * @return true if so
   */
  boolean givesBack() default false;

  /** The helper that gives something back. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({})
  @interface Undo {
    /**
     * The number in {@code enum bpf_func_id}.
     *
     * @return 1 or more
     */
    int id();

    /**
     * The kernel's name for it, without the {@code bpf_} prefix.
     *
     * @return the name in lower case
     */
    String name();

    /**
     * How many zeros it takes behind what is given back.
     *
     * @return 0 or more
     */
    int zeros() default 0;
  }

  /** The first kernel of a helper for one program type. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({})
  @interface Since {
    /**
     * The program type.
     *
     * @return such as {@link ProgramType#SOCKET_FILTER}
     */
    ProgramType programType();

    /**
     * The first kernel.
     *
     * @return such as {@code "6.10"}
     */
    String kernel();
  }

  /**
   * Where a C argument comes from. All but {@link #CONTEXT}, {@link #SIZE}, {@link
   * #MAP_VALUE_SIZE}, {@link #ZERO} and {@link #RESULT_MEMORY} take the next parameter of the Java
   * method.
   */
  enum Argument {
    /** Any number; an {@code int} is passed sign-extended, a {@code boolean} as 0 or 1. */
    VALUE,
    /** The constant 0, for flags that must be zero; takes no parameter. */
    ZERO,
    /** The program's context; takes no parameter. */
    CONTEXT,
    /** A map known at compile time. */
    MAP,
    /** The address of a key of the preceding {@link #MAP}'s key layout. */
    MAP_KEY,
    /** The address of a value of the preceding {@link #MAP}'s value layout. */
    MAP_VALUE,
    /** The address of memory that the helper reads: an array, a record, a map value. */
    MEMORY,
    /** The address of memory that the helper writes; need not be initialised. */
    UNINITIALIZED_MEMORY,
    /**
     * The address of memory for the method's own result, which the helper writes and the method
     * returns as a record or array; takes no parameter.
     */
    RESULT_MEMORY,
    /**
     * The address of zeroed memory for the method's own result, a {@code String}; its size in bytes
     * is the method's last parameter, which must be a constant.
     */
    RESULT_STRING,
    /** The size in bytes of the memory argument before it; takes no parameter. */
    SIZE,
    /** The size in bytes of a value of the preceding {@link #MAP}; takes no parameter. */
    MAP_VALUE_SIZE,
    /**
     * How many bytes of the memory argument before it are meant, at least 1; the run ends when that
     * is more than there are.
     */
    BOUNDED_SIZE,
    /** As {@link #BOUNDED_SIZE}, zero allowed. */
    BOUNDED_SIZE_OR_ZERO,
    /** A number that must be a constant of the compilation. */
    CONSTANT,
    /** A string constant, laid out on the stack with its terminating zero. */
    STRING,
    /** A string constant that must lie in a read-only map, as {@code bpf_snprintf} wants it. */
    READ_ONLY_STRING,
    /** An address that the helper itself checks (kernel or user memory). */
    ADDRESS,
    /** A callback: a lambda compiled to a function of its own. */
    FUNCTION,
    /** The address of a {@code bpf_spin_lock} in a map value. */
    SPIN_LOCK,
    /** The address of a {@code bpf_timer} in a map value. */
    TIMER,
    /** The address of a kernel pointer in a map value. */
    KERNEL_POINTER_SLOT,
    /** A pointer to a {@code struct sock_common} or a socket derived from it. */
    SOCKET_COMMON,
    /** A pointer to a full socket. */
    SOCKET,
    /** A pointer typed by BTF. */
    BTF_POINTER,
    /** A pointer to a per-CPU variable, typed by BTF. */
    PER_CPU_BTF_POINTER,
    /** Memory reserved in a ring buffer. */
    RING_BUFFER_MEMORY,
    /** A dynamic pointer on the stack. */
    DYNAMIC_POINTER
  }

  /** What a helper leaves in r0. */
  enum Result {
    /** Nothing. */
    VOID,
    /** A number, cut to the method's return type. */
    VALUE,
    /**
     * 0 or more, or a negative errno. A method with {@link Argument#RESULT_MEMORY} or {@link
     * Argument#RESULT_STRING} fail-stops on an errno; every other one returns it, unless it returns
     * {@code void}.
     */
    STATUS,
    /** The address of a map value or null. */
    MAP_VALUE_OR_NULL,
    /**
     * The address of reserved ring buffer memory or null, for a value of the {@link Argument#MAP};
     * begins as zeros.
     */
    RING_BUFFER_MEMORY_OR_NULL,
    /** The address of a dynamic pointer's memory or null. */
    DYNAMIC_POINTER_MEMORY_OR_NULL,
    /** A {@code struct sock_common} or null, which must be released when the helper acquires it. */
    SOCKET_COMMON_OR_NULL,
    /**
     * A full socket or null. A helper with {@link Helper#undo} acquires it: its method returns a
     * record of fields of {@code struct bpf_sock}, read before the socket is released at once.
     */
    SOCKET_OR_NULL,
    /** A TCP socket or null. */
    TCP_SOCKET_OR_NULL,
    /** A pointer typed by BTF. */
    BTF_POINTER,
    /** A pointer typed by BTF, or null. */
    BTF_POINTER_OR_NULL,
    /** The address of memory, or a pointer typed by BTF, or null. */
    MEMORY_OR_BTF_POINTER_OR_NULL
  }
}
