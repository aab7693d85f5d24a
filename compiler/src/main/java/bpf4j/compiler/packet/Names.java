package bpf4j.compiler.packet;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;

/** The names of a class's constants by their values, so that each number is written down once. */
final class Names {
  static final Names IP_PROTOCOLS = new Names(IpProtocol.class);
  static final Names ETHER_TYPES = new Names(EtherType.class);
  static final Names DNS_TYPES = new Names(DnsType.class);

  private final Map<Integer, String> names = new HashMap<>();

  private Names(Class<?> constants) {
    for (Field field : constants.getDeclaredFields()) {
      if (field.getType() == int.class && Modifier.isPublic(field.getModifiers())) {
        try {
          names.put(field.getInt(null), field.getName());
        } catch (IllegalAccessException e) {
          throw new AssertionError("a public constant of this package", e);
        }
      }
    }
  }

  String of(int value) {
    String name = names.get(value);
    return name == null ? Integer.toString(value) : name;
  }
}
