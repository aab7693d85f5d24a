package bpf4j.maps;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.maps.layout.Layout;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.system.Machine;
import bpf4j.testkit.Requirements;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation of every kind of map, once it is closed. */
class UseAfterCloseTest {

  /** What a closed map still tells, as it takes no descriptor and no memory. */
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "name",
          "maxEntries",
          "length",
          "flags",
          "stride",
          "depth",
          "toString",
          "keyLayout",
          "valueLayout",
          "isClosed",
          "close",
          "cpus",
          "hashFunctions",
          "template",
          "unit",
          "counts");

  private static Map<String, AutoCloseable> maps(Side side) {
    MapFactory factory = side == Side.KERNEL ? BpfMaps.factory() : JvmMaps.factory();
    Layout<Integer> ints = Layout.of(Integer.class);
    Layout<Long> longs = Layout.of(Long.class);
    Map<String, AutoCloseable> maps = new LinkedHashMap<>();
    maps.put("array", side.array(longs, 2));
    maps.put("mmapArray", side.mmapArray(longs, 2));
    maps.put("global", side.global(longs));
    maps.put("globalArray", side.globalArray(longs, 2));
    maps.put("hash", side.hash(ints, longs, 2));
    maps.put("lruHash", side.lruHash(ints, longs, 2));
    maps.put("hashSet", side.hashSet(ints, 2));
    maps.put("percpuArray", side.percpuArray(longs, 2));
    maps.put("percpuHash", side.percpuHash(ints, longs, 2));
    maps.put("lruPercpuHash", factory.lruPercpuHash(ints, longs, 8));
    maps.put("queue", factory.queue(longs, 2));
    maps.put("stack", factory.stack(longs, 2));
    maps.put("userRingBuffer", factory.userRingBuffer(longs, Machine.pageSize()));
    maps.put("socketStorage", factory.socketStorage(longs));
    maps.put("taskStorage", factory.taskStorage(longs));
    maps.put("cgroupStorage", factory.cgroupStorage(longs));
    maps.put("inodeStorage", factory.inodeStorage(longs));
    maps.put("bloomFilter", factory.bloomFilter(longs, 2, 3));
    maps.put("lpmTrie", factory.lpmTrie(Layout.of(Ipv4Prefix.class), longs, 2));
    maps.put("devMap", factory.devMap(2));
    maps.put("devMapHash", factory.devMapHash(2));
    maps.put("cpuMap", factory.cpuMap(2));
    maps.put("xskMap", factory.xskMap(2));
    maps.put("sockMap", factory.sockMap(2));
    maps.put("sockHash", factory.sockHash(ints, 2));
    maps.put("reuseportArray", factory.reuseportArray(2));
    maps.put("cgroupArray", factory.cgroupArray(2));
    maps.put("stackTraces", factory.stackTraces(2, 4));
    BpfArray<Long> template = side.array(longs, 3);
    maps.put("arrayOfMaps", factory.arrayOfMaps(template, 2));
    maps.put("hashOfMaps", factory.hashOfMaps(ints, template, 2));
    maps.put("template", template); // closed after those that are tested with it
    boolean kernel = side == Side.KERNEL;
    maps.put("log2Histogram", kernel ? BpfMaps.log2Histogram() : JvmMaps.log2Histogram());
    maps.put(
        "keyedHistogram",
        kernel
            ? BpfMaps.log2Histogram(Integer.class, 8, "")
            : JvmMaps.log2Histogram(Integer.class, 8, ""));
    if (kernel) {
      maps.put("ringBuffer", BpfMaps.ringBuffer(longs, 4096));
      maps.put("perfEventArray", BpfMaps.perfEventArray(longs));
    }
    return maps;
  }

  @ParameterizedTest
  @EnumSource
  void saysSo(Side side) throws Exception {
    if (side == Side.KERNEL) {
      Requirements.root();
    }
    Map<String, AutoCloseable> maps = maps(side);
    Set<String> untested = new TreeSet<>(factories());
    untested.removeAll(maps.keySet());
    List<String> wrong = new ArrayList<>();
    int operations = 0;
    for (Map.Entry<String, AutoCloseable> entry : maps.entrySet()) {
      AutoCloseable map = entry.getValue();
      map.close();
      map.close();
      for (Method operation : operations(map)) {
        operations++;
        String complaint = complaint(map, operation);
        if (!complaint.isEmpty()) {
          wrong.add(entry.getKey() + "." + operation.getName() + ": " + complaint);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(operations).isGreaterThan(150);
    assertThat(untested).isEmpty();
  }

  /** The factories' methods that make maps. */
  private static Set<String> factories() {
    Set<String> names = new TreeSet<>();
    for (Method method : MapFactory.class.getMethods()) {
      if (BpfMap.class.isAssignableFrom(method.getReturnType())) {
        names.add(method.getName());
      }
    }
    return names;
  }

  /** The public operations of the map's own kind. */
  private static List<Method> operations(Object map) {
    List<Method> operations = new ArrayList<>();
    for (Class<?> type = map.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<?> kind : type.getInterfaces()) {
        for (Method method : kind.getMethods()) {
          if (!Modifier.isStatic(method.getModifiers())
              && !method.isBridge()
              && !KNOWN.contains(method.getName())) {
            operations.add(method);
          }
        }
      }
    }
    return operations;
  }

  /** Empty if the operation says that the map is closed. */
  private static String complaint(Object map, Method operation) throws IllegalAccessException {
    Object[] arguments = new Object[operation.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      Type general = operation.getGenericParameterTypes()[i];
      arguments[i] = argument(map, operation.getParameterTypes()[i], general.getTypeName());
    }
    try {
      return "returned " + operation.invoke(map, arguments);
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause();
      if (thrown instanceof UnsupportedOperationException) {
        return ""; // what this map never does, open or closed
      }
      boolean saysSo =
          thrown instanceof IllegalStateException && thrown.getMessage().contains("is closed");
      return saysSo ? "" : "threw " + thrown;
    }
  }

  private static Object argument(Object map, Class<?> type, String general) {
    if (type == int.class) {
      return 0;
    } else if (type == long.class) {
      return 0L;
    } else if (type == long[].class) {
      return new long[64];
    } else if (type == String.class) {
      return "";
    } else if (type == Path.class) {
      return Path.of("/sys/fs/bpf/never-made");
    } else if (type == Fd.class) {
      return Fd.borrow(0);
    } else if (type == List.class) {
      return values(map);
    } else if (type == Map.class) {
      return Map.of(0, map instanceof BpfPerCpuHash ? values(map) : (Object) 0L);
    } else if (type == BpfMap.class) {
      return ((BpfMapOfMaps<?, ?>) map).template();
    } else if (type == Iterable.class) {
      return List.of(0);
    } else if (type.isInterface()) {
      return Proxy.newProxyInstance(
          type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
    }
    return switch (general) {
      case "V", "T" -> 0L;
      case "K" -> map instanceof BpfLpmTrie ? new Ipv4Prefix(8, 0) : (Object) 0;
      default -> throw new AssertionError("no argument of type " + general);
    };
  }

  /** As many values as an operation on the map takes. */
  private static List<Long> values(Object map) {
    int count = 1;
    if (map instanceof BpfPerCpuArray<?> array) {
      count = array.cpus();
    } else if (map instanceof BpfPerCpuHash<?, ?> hash) {
      count = hash.cpus();
    }
    return Collections.nCopies(count, 0L);
  }
}
