package bpf4j.maps.layout;

import java.nio.ByteBuffer;

/** Nothing: the key of maps without keys. There is no value of it. */
public final class EmptyLayout extends Layout<Void> {

  static final EmptyLayout INSTANCE = new EmptyLayout();

  private EmptyLayout() {
    super(Void.class, 0, 1);
  }

  @Override
  void encode(Void value, ByteBuffer target, int offset) {
    throw new UnsupportedOperationException("There are no keys here, so none can be written");
  }

  @Override
  Void decode(ByteBuffer source, int offset) {
    throw new UnsupportedOperationException("There are no keys here, so none can be read");
  }

  @Override
  public String toString() {
    return "nothing";
  }
}
