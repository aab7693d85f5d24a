package bpf4j.compiler.internal.opt;

import bpf4j.compiler.SocketFilter.Filter;
import bpf4j.compiler.context.SkBuff;
import bpf4j.maps.BpfArray;
import bpf4j.maps.JvmMaps;
import java.util.Map;
import java.util.TreeMap;

/** Programs that together give every pass something to do. */
public final class Programs {
  private static final BpfArray<Long> COUNTS = JvmMaps.array(Long.class, 8);

  private Programs() {}

  /** The programs by name. */
  static Map<String, Filter> all() {
    Map<String, Filter> programs = new TreeMap<>();
    programs.put("branches", Programs::branches);
    programs.put("booleans", Programs::booleans);
    programs.put("loops", Programs::loops);
    programs.put("a walk", Programs::walk);
    programs.put("long loops", Programs::longLoops);
    programs.put("labels", Programs::labels);
    programs.put("swaps", Programs::swaps);
    programs.put("switches", Programs::switches);
    programs.put("divisions", Programs::divisions);
    programs.put("arrays", Programs::arrays);
    programs.put("nulls", Programs::nulls);
    programs.put("repetition", Programs::repetition);
    programs.put("stores", Programs::stores);
    programs.put("names", Programs::names);
    programs.put("counts", Programs::counts);
    programs.put("flags", Programs::flags);
    programs.put("memory", Programs::memory);
    programs.put("short loops", Programs::shortLoops);
    programs.put("sorted", Programs::sorted);
    return programs;
  }

  public static int branches(SkBuff p) {
    int kind = p.u8(0);
    int result = kind > 128 ? p.u16(1) : -kind;
    if (kind > 100 && result < 5 || kind == 7) {
      result += p.u8(3) & 0xff;
    }
    if (kind > 200) {
      return kind > 150 ? result : -1;
    }
    return result == p.u16(1) ? kind : p.i32(4) * 8 / 4;
  }

  public static int longLoops(SkBuff p) {
    int n = p.u8(0);
    int odd = 0;
    for (int i = 3; i < n * 9; i++) {
      odd += (i ^ n) % 3 == 0 ? i : 1;
    }
    boolean found = false;
    for (long bits = p.u32(4); bits != 0 && !found; bits &= bits - 1) {
      found = (bits & 0xf0) == 0x30;
    }
    return found ? odd : -odd;
  }

  public static int booleans(SkBuff p) {
    boolean small = p.u8(0) < 16;
    boolean even = (p.u8(1) & 1) == 0;
    boolean both = small && even;
    boolean one = small ^ even;
    if (both || one && p.u8(2) > 3) {
      return small ? 1 : 2;
    }
    return !one && !small ? p.u8(3) : 3;
  }

  /** Conditions that are kept for later, as a state machine does. */
  public static int flags(SkBuff p) {
    int flags = p.u8(0);
    boolean first = (flags & 1) != 0;
    boolean second = (flags & 2) != 0;
    boolean large = p.u8(1) > 3;
    return switch (p.u8(2) & 3) {
      case 0 -> first ? p.u8(3) : 5;
      case 1 -> second ? p.u8(4) : large ? 6 : 7;
      case 2 -> second ? 8 : first ? p.u8(5) : 9;
      default -> large ? 1 : 10;
    };
  }

  /** What is stored and known to be there, or not known any more. */
  public static int memory(SkBuff p) {
    int[] numbers = new int[4];
    byte[] bytes = {-3, 4};
    numbers[0] = p.u8(0);
    numbers[1] = numbers[0] + bytes[0] * bytes[1];
    if (p.u8(1) > 3) {
      numbers[0] = p.u8(2);
    } else {
      numbers[2] = 7;
    }
    int sum = numbers[0] + numbers[1] + numbers[2];
    numbers[p.u8(3) & 3] = 9;
    for (int i = 0; i < 3; i++) {
      sum += numbers[0];
      numbers[0] = sum;
    }
    int[] nobodyReads = {sum, 1};
    nobodyReads[1] = 2;
    return sum * 31 + numbers[1] + numbers[3];
  }

  /** Loops that are left early, with what they found; within one another; never entered. */
  public static int shortLoops(SkBuff p) {
    int at = 1;
    int type = p.u8(0) & 3;
    int id = -1;
    for (int i = 0; i < 2; i++) {
      if (type != 1 && type != 2) {
        break;
      }
      id = p.u8(at) + i;
      at += 2;
      type = p.u8(at) & 3;
    }
    int[] found = new int[4];
    for (int i = 0; i < 4; i++) {
      found[3 - i] = i * 7 + 1;
    }
    int sum = 0;
    for (int i = 3; i >= 0; i -= 2) {
      for (int j = i; j < 3; j++) {
        sum = sum * 5 + found[j];
      }
    }
    return id * 100 + type * 10 + at + sum;
  }

  /** Smaller and larger of the same numbers. */
  public static int sorted(SkBuff p) {
    int[] v = new int[3];
    for (int i = 0; i < 3; i++) {
      v[i] = p.u8(i);
    }
    order(v, 0, 1);
    order(v, 1, 2);
    order(v, 0, 1);
    long x = p.i32(4);
    long y = p.i32(8);
    long less = Long.compareUnsigned(x, y) < 0 ? x : y;
    long more = Long.compareUnsigned(x, y) >= 0 ? x : y;
    return v[0] * 10_000 + v[1] * 100 + v[2] + (int) (less * 3 + more);
  }

  private static void order(int[] v, int low, int high) {
    int a = v[low];
    int b = v[high];
    v[low] = Math.min(a, b);
    v[high] = Math.max(a, b);
  }

  public static int loops(SkBuff p) {
    int sum = 0;
    for (int i = 0; i < (p.u8(0) & 7); i++) {
      for (int j = i; j < 4; j++) {
        sum += p.u8(i + j) * j;
        if (sum > 600) {
          return -i;
        }
      }
    }
    return sum;
  }

  public static int walk(SkBuff p) {
    int base = (p.u8(0) & 15) * 2;
    int at = 0;
    int names = 0;
    while (names < 6) {
      int length = p.u8(base + at) & 7;
      if (length == 0) {
        break;
      }
      at += length + 1;
      names++;
    }
    return p.u16(base + at + 1) * 10 + names;
  }

  public static int labels(SkBuff p) {
    int found = 0;
    outer:
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 3; j++) {
        if (p.u8(i) == p.u8(8 + j)) {
          continue outer;
        }
        if (p.u8(i) > 240) {
          break outer;
        }
      }
      found |= 1 << i;
    }
    return found;
  }

  public static int swaps(SkBuff p) {
    long one = p.i64(0);
    long two = p.i32(8);
    int turns = p.u8(12) & 7;
    for (int i = 0; i < turns; i++) {
      long three = one;
      one = two;
      two = three + i;
    }
    return (int) (one * 31 + two);
  }

  public static int switches(SkBuff p) {
    int result = 1;
    for (int i = 0; i < 4; i++) {
      result =
          switch (p.u8(i) & 15) {
            case 0, 3 -> result + 1;
            case 1 -> result * 3;
            case 5, 7, 9 -> -result;
            case 12 -> p.u8(i + 4);
            default -> result ^ i;
          };
    }
    return result;
  }

  public static int divisions(SkBuff p) {
    int a = p.i32(0);
    long b = p.i64(4);
    int small = p.u8(12);
    return a / 8 + a % 16 * 3 + (int) (b / 1000) + small / 10 + a / (small - 3) + (int) (b % small);
  }

  public static int arrays(SkBuff p) {
    byte[] bytes = new byte[12];
    p.loadBytes(p.u8(0) & 3, bytes);
    int[] counts = new int[4];
    for (byte one : bytes) {
      counts[one & 3]++;
    }
    counts[p.u8(1) & 7] += 100;
    return counts[0] + counts[1] * 17 + counts[2] * 256 + counts[3] * 4096;
  }

  public static int nulls(SkBuff p) {
    Integer largest = null;
    Integer last = null;
    for (int i = 0; i < 5; i++) {
      int one = p.u8(i);
      if (largest == null || one > largest) {
        last = largest;
        largest = one;
      }
    }
    return largest * 1000 + (last == null ? -1 : last);
  }

  public static int names(SkBuff p) {
    int base = (p.u8(0) & 7) * 2;
    int at = -1;
    int length = 0;
    for (int i = 0; i < 5; i++) {
      at += length + 1;
      length = p.u8(base + at);
      if (length == 0 || length > 6) {
        break;
      }
    }
    return p.u8(base + at + (length == 0 ? 1 : 2));
  }

  public static int counts(SkBuff p) {
    int kind = p.u8(0) & 3;
    int length = p.u8(1);
    COUNTS.add(kind, length);
    COUNTS.add(p.u8(2), 1);
    return length;
  }

  public static int repetition(SkBuff p) {
    int sum = p.u8(3) * p.u8(3) + p.u8(4);
    if (p.u8(3) > 9 && p.u8(4) < 100) {
      sum -= p.u8(3) * p.u8(3);
    }
    int unused = sum / 3;
    return p.u8(3) > 9 ? sum + p.u8(4) : unused == 0 ? 1 : 2;
  }

  public static int stores(SkBuff p) {
    int[] numbers = {p.u8(2), p.u8(3) * 3, 7};
    int later = p.u8(5);
    numbers[later & 3] += p.u8(1);
    return numbers[0] + numbers[1] * later + numbers[2];
  }
}
