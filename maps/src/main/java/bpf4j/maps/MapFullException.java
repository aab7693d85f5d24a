package bpf4j.maps;

/** A map holds as many entries as it was made for, and the key to put is none of them. */
public final class MapFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * An exception for a full map.
   *
   * @param map the map
   */
  public MapFullException(BpfMap map) {
    super(
        map.name()
            + " is full: it holds "
            + map.maxEntries()
            + " entries; remove some, make it larger, or use an LRU map, which evicts old entries");
  }
}
