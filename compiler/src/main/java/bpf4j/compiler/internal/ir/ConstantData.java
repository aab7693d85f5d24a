package bpf4j.compiler.internal.ir;

import java.util.Arrays;

/** Bytes that a program reads and never writes; the loader puts them into a frozen array map. */
public final class ConstantData {
  private final byte[] bytes;

  public ConstantData(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConstantData data && Arrays.equals(bytes, data.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " constant bytes";
  }
}
