package bpf4j.syscall.bpf;

/** The kinds of object that have ids, by which any privileged process can find them. */
public enum ObjectKind {
  /** Programs (Linux 4.13). */
  PROGRAM(BpfCommand.PROG_GET_NEXT_ID, BpfCommand.PROG_GET_FD_BY_ID),
  /** Maps (Linux 4.13). */
  MAP(BpfCommand.MAP_GET_NEXT_ID, BpfCommand.MAP_GET_FD_BY_ID),
  /** Type information (Linux 4.18; enumeration 5.4). */
  BTF(BpfCommand.BTF_GET_NEXT_ID, BpfCommand.BTF_GET_FD_BY_ID),
  /** Links (Linux 5.8). */
  LINK(BpfCommand.LINK_GET_NEXT_ID, BpfCommand.LINK_GET_FD_BY_ID);

  private final BpfCommand nextId;
  private final BpfCommand byId;

  ObjectKind(BpfCommand nextId, BpfCommand byId) {
    this.nextId = nextId;
    this.byId = byId;
  }

  BpfCommand nextId() {
    return nextId;
  }

  BpfCommand byId() {
    return byId;
  }
}
