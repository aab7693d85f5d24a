package bpf4j.compiler;

import bpf4j.compiler.context.SkBuff;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfHash;
import bpf4j.maps.JvmMaps;
import java.io.Serializable;

/** Programs that ask for what the kernel does not have; {@link DiagnosticsTest} says what. */
@SuppressWarnings({
  "OptionalOfRedundantMethod",
  "BoxedPrimitiveEquality",
  "NonFinalStaticField",
  "ReferenceEquality",
  "SystemOut"
})
public final class RefusedPrograms implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double RATE = Double.parseDouble("0.5");
  private static final BpfArray<Long> COUNTS = JvmMaps.array(Long.class, 4);
  private static final BpfHash<Integer, Long> HASH = JvmMaps.hash(Integer.class, Long.class, 4);
  private static final int[] TABLE = {1, 2, 3};

  private static int mutable = 5;
  private int field = 7;

  private record Pair(int first, int second) {}

  public static int doubles(SkBuff p) {
    return (int) (p.len() * 0.5);
  }

  public static int floats(SkBuff p) {
    return (int) (p.len() / 3f);
  }

  public static int comparison(SkBuff p) {
    return p.len() > 0.5 ? 1 : 2;
  }

  public static int floatVariable(SkBuff p) {
    float number = p.u8(0);
    return number == 1 ? 1 : 2;
  }

  public static int floatArray(SkBuff p) {
    double[] numbers = new double[2];
    return numbers.length + p.len();
  }

  public static int logarithm(SkBuff p) {
    return (int) Math.log(p.len());
  }

  public static int doubleField(SkBuff p) {
    return (int) (p.len() * RATE);
  }

  public static int remainder(SkBuff p) {
    int length = p.len();
    return (int) (length % 2.5f);
  }

  public static int catches(SkBuff p) {
    int result;
    try {
      result = 100 / p.len();
    } catch (ArithmeticException e) {
      result = 5;
    }
    return result;
  }

  public static int cleansUp(SkBuff p) {
    try {
      return 100 / p.len();
    } finally {
      COUNTS.add(0, 1);
    }
  }

  public static int synchronizes(SkBuff p) {
    synchronized (TABLE) {
      return p.len();
    }
  }

  public static int callsSynchronized(SkBuff p) {
    return locked(p.len());
  }

  private static synchronized int locked(int number) {
    return number + 1;
  }

  public static int recursion(SkBuff p) {
    return depth(p.len());
  }

  private static int depth(int number) {
    return number == 0 ? 0 : depth(number - 1) + 1;
  }

  public static int mutual(SkBuff p) {
    return even(p.len());
  }

  private static int even(int number) {
    return number == 0 ? 1 : odd(number - 1);
  }

  private static int odd(int number) {
    return number == 0 ? 0 : even(number - 1);
  }

  public static int endless(SkBuff p) {
    COUNTS.add(0, 1);
    while (true) {
      COUNTS.add(1, p.len());
    }
  }

  public static int nativeMethod(SkBuff p) {
    return System.identityHashCode(TABLE) + p.len();
  }

  public static int boxedIdentity(SkBuff p) {
    Integer one = p.len();
    Integer two = p.u8(0);
    return one == two ? 1 : 2;
  }

  public static int concatenation(SkBuff p) {
    return ("length " + p.len()).length();
  }

  public static int stringBuilder(SkBuff p) {
    return new StringBuilder().append(p.len()).length();
  }

  public static int thread(SkBuff p) {
    new Thread(() -> {}).start();
    return p.len();
  }

  public static int printing(SkBuff p) {
    System.out.print("packet");
    return p.len();
  }

  public static int mixture(SkBuff p) {
    Object object = p.len() > 5 ? new Pair(1, 2) : HASH;
    return object == null ? 1 : object.hashCode();
  }

  public static int muchStack(SkBuff p) {
    int[] large = new int[100];
    long[] small = new long[20];
    large[p.u8(0) & 63] = 1;
    small[p.u8(1) & 15] = 2;
    return large[p.u8(2) & 63] + (int) small[p.u8(3) & 15];
  }

  public static int ofObjects(SkBuff p) {
    return new String[p.len()].length;
  }

  public static int ofArrays(SkBuff p) {
    return new int[200][2].length + p.len();
  }

  public static int ofAnyLength(SkBuff p) {
    return new byte[p.u8(0)].length;
  }

  public static int huge(SkBuff p) {
    return new long[500].length + p.len();
  }

  public static int negative(SkBuff p) {
    int length = -1;
    return new byte[length].length + p.len();
  }

  public static int writesCaptured(SkBuff p) {
    TABLE[1] = p.len();
    return 1;
  }

  public static int empty(SkBuff p) {
    byte[] none = new byte[0];
    p.loadBytes(0, none);
    return 1;
  }

  public static int readsStatic(SkBuff p) {
    return mutable + p.len();
  }

  public static int writesStatic(SkBuff p) {
    mutable = p.len();
    return 1;
  }

  public int readsField(SkBuff p) {
    return field + p.len();
  }

  public int writesField(SkBuff p) {
    field = p.len();
    return 1;
  }

  public static int countsEntries(SkBuff p) {
    HASH.putLong(HASH.size(), 1);
    return p.len();
  }

  public static int closesMap(SkBuff p) {
    COUNTS.close();
    return p.len();
  }

  public static int measuresMap(SkBuff p) {
    return (int) HASH.size() + p.len();
  }

  public static int putsNull(SkBuff p) {
    HASH.put(p.len(), null);
    return 1;
  }

  public static int createsNumber(SkBuff p) {
    return HASH.getOrCreate(p.len()).intValue();
  }

  public static int anyControl(SkBuff p) {
    return p.cb(p.len());
  }

  public static int anyFormat(SkBuff p) {
    Kernel.printk(p.len() > 5 ? "long" : "short");
    return 1;
  }

  public static int prints(SkBuff p) {
    Kernel.printk("packet");
    return p.len();
  }

  public static int longRecursion(SkBuff p) {
    return first(p.len());
  }

  private static int first(int number) {
    return number == 0 ? 1 : second(number - 1);
  }

  private static int second(int number) {
    return third(number) + 1;
  }

  private static int third(int number) {
    return first(number / 2);
  }

  public static int endlessFor(SkBuff p) {
    for (int i = 0; ; i++) {
      COUNTS.add(i & 3, p.len());
    }
  }

  public static int list(SkBuff p) {
    java.util.List<Integer> numbers = new java.util.ArrayList<>();
    numbers.add(p.len());
    return numbers.size();
  }

  public static int hashMap(SkBuff p) {
    java.util.Map<Integer, Integer> map = new java.util.HashMap<>();
    return map.size() + p.len();
  }

  public static int lock(SkBuff p) {
    LOCK.lock();
    return p.len();
  }

  public static int sleeps(SkBuff p) {
    java.util.concurrent.locks.LockSupport.parkNanos(5);
    return p.len();
  }

  public static int format(SkBuff p) {
    return String.format("%d", p.len()).length();
  }

  public static int squareRoot(SkBuff p) {
    return (int) Math.sqrt(p.len());
  }

  public static int random(SkBuff p) {
    return Math.random() > 0.5 ? p.len() : 1;
  }

  public static int toText(SkBuff p) {
    return Integer.toString(p.len()).length();
  }

  public static int cleansUpResource(SkBuff p) {
    try (Resource resource = new Resource()) {
      return resource.number + p.len();
    }
  }

  private static final class Resource implements AutoCloseable {
    private final int number = 3;

    @Override
    public void close() {
      COUNTS.add(1, 1);
    }
  }

  public static int stringOfBytes(SkBuff p) {
    return new String(new byte[] {(byte) p.len()}, java.nio.charset.StandardCharsets.UTF_8)
        .length();
  }

  public static int stream(SkBuff p) {
    return java.util.stream.IntStream.range(0, 5).sum() + p.len();
  }

  public static int optional(SkBuff p) {
    return java.util.Optional.of(p.len()).orElse(1);
  }

  public static int reads(SkBuff p) {
    return System.getProperty("user.name").length() + p.len();
  }

  public static int reflection(SkBuff p) {
    return p.getClass().getName().length() + p.len();
  }

  public static int exits(SkBuff p) {
    System.exit(1);
    return p.len();
  }

  public static int millis(SkBuff p) {
    return (int) System.currentTimeMillis() + p.len();
  }

  public static int notifies(SkBuff p) {
    TABLE.notifyAll();
    return p.len();
  }

  public static int bigInteger(SkBuff p) {
    return java.math.BigInteger.valueOf(p.len()).intValue();
  }

  public static int floatParameter(SkBuff p) {
    return scaled(p.len());
  }

  private static int scaled(float number) {
    return number > 5 ? 1 : 2;
  }

  public static int doubleBits(SkBuff p) {
    return (int) (Double.doubleToLongBits(p.len()) >>> 52);
  }

  private static final java.util.concurrent.locks.ReentrantLock LOCK =
      new java.util.concurrent.locks.ReentrantLock();
}
