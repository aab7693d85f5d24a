package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.PacketAccess;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns packet accesses into loads and stores between the addresses that the context gives as
 * packet start and end. An access whose last byte lies before one that is already checked on every
 * path needs no check; a check asks at once for the farthest of the accesses that follow it with
 * nothing between that could be seen from outside, and finds out off the main path which of them
 * was the first to fail.
 */
final class DirectPackets {
  /** The verifier forgets all about addresses farther from the packet's start. */
  private static final int MAX_OFFSET = 0xffff;

  /** How much of a socket buffer is worth having in one piece. */
  private static final int NEAR = 256;

  /** An access with its place known as base plus constant. */
  private record Place(Value base, long offset) {
    long end(Value access) {
      return offset + ((PacketAccess) access.aux()).bytes();
    }
  }

  /** What places are counted from; {@code base} is null for the packet's start. */
  private record Key(int epoch, Value base) {}

  /** How far from an address the packet is known to reach. */
  private record Checked(Value pointer, long end) {}

  private record Undo(Key key, Checked before) {}

  private final Graph graph;
  private final DirectAddresses addresses;
  private final Dominators dominators;
  private final Epochs epochs;
  private final IndexBounds bounds;
  private final Map<Key, Checked> checked = new HashMap<>();
  private final Deque<Undo> undo = new ArrayDeque<>();
  private final Map<Value, Place> places = new HashMap<>();
  private final Map<Value, Long> farthest = new HashMap<>();
  private final Target target;
  private final Set<Value> far = new HashSet<>();
  private final Set<Integer> nearEpochs = new HashSet<>();
  private LinearPart linear;
  private long nearest;

  DirectPackets(Graph graph, Target target) {
    this.graph = graph;
    this.target = target;
    this.dominators = new Dominators(graph);
    this.bounds = new IndexBounds(graph);
    findPlaces();
    this.epochs = new Epochs(graph, this::movesPacket);
    this.addresses = new DirectAddresses(graph, epochs, target);
  }

  static boolean isAccess(Value value) {
    return switch (value.op()) {
      case PACKET, PACKET_STORE, PACKET_COPY -> true;
      default -> false;
    };
  }

  /** Lowers all accesses; answers with whether there are any. */
  boolean run() {
    boolean any = false;
    for (Block block : dominators.order()) {
      int epoch = epochs.atStart(block);
      for (Value value : block.values()) {
        epoch = epochs.isChange(value) ? Epochs.after(value) : epoch;
        if (isNear(value) || value.op() == Op.PACKET_LENGTH) {
          nearEpochs.add(epoch);
          any = true;
        }
      }
    }
    if (!any) {
      return false;
    }
    addresses.insert(dominators.order());
    Deque<Object> work = new ArrayDeque<>();
    work.push(graph.entry());
    while (!work.isEmpty()) {
      Object next = work.pop();
      if (next instanceof Integer mark) {
        restore(mark);
        continue;
      }
      Block block = (Block) next;
      work.push(undo.size());
      List<Block> children = dominators.children(block);
      lower(block);
      children.forEach(work::push);
    }
    return true;
  }

  private void restore(int mark) {
    while (undo.size() > mark) {
      Undo last = undo.pop();
      if (last.before() == null) {
        checked.remove(last.key());
      } else {
        checked.put(last.key(), last.before());
      }
    }
  }

  private void findPlaces() {
    for (Block block : dominators.order()) {
      for (Value value : block.values()) {
        if (isAccess(value)) {
          place(value);
        }
      }
    }
    if (target.packets() == Target.PacketReads.NEAR_DIRECT && nearest > 0) {
      linear = new LinearPart(graph, target, nearest);
    }
  }

  private boolean isNear(Value value) {
    return isAccess(value) && !far.contains(value);
  }

  /** What lies far is written by a helper, which may move the packet. */
  private boolean movesPacket(Value value) {
    return Effects.movesPacket(value) || value.op() == Op.PACKET_STORE && far.contains(value);
  }

  /** Tells accesses that lie near the packet's start from those that may lie anywhere. */
  private void sort(Value value, long largestBase) {
    if (target.packets() != Target.PacketReads.NEAR_DIRECT) {
      return;
    }
    Place place = places.get(value);
    long end = place == null ? NEAR + 1 : largestBase + place.end(value);
    if (end > NEAR || place.offset() < 0) {
      far.add(value);
    } else {
      nearest = Math.max(nearest, end);
    }
  }

  private void place(Value value) {
    Value index = value.arg(0);
    long offset = value.imm();
    if (index.isConst()) {
      places.put(value, new Place(null, index.imm() + offset));
      sort(value, 0);
      return;
    }
    long bound = bounds.of(index);
    boolean exact = offset >= 0 && bound >= 0 && bound + offset <= Integer.MAX_VALUE;
    if (exact && offset < Short.MAX_VALUE / 2) {
      Place place = new Place(index, offset);
      places.put(value, place);
      farthest.merge(index, place.end(value), Math::max);
    }
    sort(value, bound);
  }

  private void lower(Block block) {
    List<Value> values = new ArrayList<>(block.values());
    block.values().clear();
    BlockWriter writer = new BlockWriter(graph, block);
    int epoch = epochs.atStart(block);
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      if (epochs.isChange(value)) {
        epoch = Epochs.after(value);
      }
      if (value.op() == Op.PACKET_LENGTH) {
        writer.setPosition(value.position());
        Value length = writer.op(Op.SUB, Type.I64, addresses.end(epoch), addresses.start(epoch));
        value.become(Op.TRUNC, 0, null, length);
        writer.add(value);
      } else if (isNear(value)) {
        lower(value, values.subList(i + 1, values.size()), epoch, writer);
      } else {
        writer.add(value);
        if (linear != null && value == addresses.end(epoch) && nearEpochs.contains(epoch)) {
          writer.setPosition(value.position());
          LinearPart.Bounds bounds = new LinearPart.Bounds(addresses.start(epoch), value);
          addresses.replace(epoch, linear.ensure(bounds, writer));
        }
      }
    }
  }

  private void lower(Value value, List<Value> following, int epoch, BlockWriter writer) {
    writer.setPosition(value.position());
    Place place = places.get(value);
    if (place == null) {
      Value offset = graph.constant(Type.I32, value.imm());
      place = new Place(writer.op(Op.ADD, Type.I32, value.arg(0), offset), 0);
      if (place.base().isConst()) {
        place = new Place(null, place.base().imm());
      }
    }
    PacketAccess access = (PacketAccess) value.aux();
    long end = place.end(value);
    if (place.offset() < 0 || end > MAX_OFFSET) {
      Value zero = graph.constant(Type.I32, 0);
      writer.require(Cond.NE, zero, zero, access.site());
      place = new Place(null, 0);
      end = access.bytes();
    }
    Key key = new Key(epoch, place.base());
    Checked known = checked.get(key);
    if (known == null || known.end() < end) {
      known = check(key, known, new Reads(value, place, end, following), writer);
    }
    access(value, known.pointer(), place.offset(), writer);
  }

  /** An access to be checked, and what comes after it. */
  private record Reads(Value first, Place place, long end, List<Value> following) {}

  private Checked check(Key key, Checked known, Reads reads, BlockWriter writer) {
    Value pointer = known == null ? pointer(key, reads, writer) : known.pointer();
    List<Long> ends = new ArrayList<>(List.of(reads.end()));
    List<FailSite> sites = new ArrayList<>(List.of(siteOf(reads.first())));
    for (Value next : isStore(reads.first()) ? List.<Value>of() : reads.following()) {
      Place place = isNear(next) ? places.get(next) : null;
      if (place != null && place.base() == reads.place().base() && place.offset() >= 0) {
        long end = place.end(next);
        if (end > ends.get(ends.size() - 1) && end <= MAX_OFFSET) {
          ends.add(end);
          sites.add(siteOf(next));
        }
        if (isStore(next)) {
          break;
        }
      } else if (mayBeSeen(next)) {
        break;
      }
    }
    long farthestEnd = ends.get(ends.size() - 1);
    Value limit = writer.op(Op.ADD, Type.PACKET, pointer, writer.constant(Type.I64, farthestEnd));
    Value end = addresses.end(key.epoch());
    writer.requirePinned(Cond.ULE, limit, end, firstFailing(pointer, end, ends, sites));
    Checked result = new Checked(pointer, farthestEnd);
    undo.push(new Undo(key, checked.put(key, result)));
    return result;
  }

  /** A store that was made is seen, even if the run fails after it. */
  private static boolean isStore(Value access) {
    return access.op() == Op.PACKET_STORE;
  }

  private static FailSite siteOf(Value access) {
    return ((PacketAccess) access.aux()).site();
  }

  /** Whether an outsider could tell that the run has come this far, or it may end here. */
  private static boolean mayBeSeen(Value value) {
    return switch (value.op()) {
      case STORE -> value.arg(0).type() != Type.STACK;
      case PACKET, PACKET_COPY, PACKET_STORE -> true;
      default -> value.op().writesMemory();
    };
  }

  /** The block that ends the run at the first of some accesses that does not lie in the packet. */
  private Block firstFailing(Value pointer, Value end, List<Long> ends, List<FailSite> sites) {
    int last = sites.size() - 1;
    Block next = failing(sites.get(last));
    for (int i = last - 1; i >= 0; i--) {
      if (sites.get(i).equals(next.site())) {
        continue;
      }
      Block test = graph.newBlock();
      test.setCold();
      test.setPosition(sites.get(i).position());
      Value limit =
          graph.newValue(
              Op.ADD, Type.PACKET, 0, null, pointer, graph.constant(Type.I64, ends.get(i)));
      limit.setPosition(sites.get(i).position());
      test.append(limit);
      test.branch(Cond.ULE, limit, end, next, failing(sites.get(i)));
      test.setPinned();
      next = test;
    }
    return next;
  }

  private Block failing(FailSite site) {
    Block fail = graph.newBlock();
    fail.setPosition(site.position());
    fail.fail(site);
    return fail;
  }

  /** An address to count from, with an index that the verifier knows to be small. */
  private Value pointer(Key key, Reads reads, BlockWriter writer) {
    Value start = addresses.start(key.epoch());
    Value base = key.base();
    if (base == null) {
      return start;
    }
    long limit = MAX_OFFSET - Math.max(reads.end(), farthest.getOrDefault(base, 0L));
    Value wide = writer.op(Op.ZEXT32, Type.I64, base);
    long max = VerifierRange.max(base);
    if (max < 0 || max > limit) {
      Block fail = failing(siteOf(reads.first()));
      writer.requirePinned(Cond.ULE, wide, writer.constant(Type.I64, limit), fail);
    }
    return writer.op(Op.ADD, Type.PACKET, start, wide);
  }

  private void access(Value value, Value pointer, long offset, BlockWriter writer) {
    Value from = pointer;
    long at = offset;
    int bytes = ((PacketAccess) value.aux()).bytes();
    if (at + bytes > Short.MAX_VALUE) {
      from = writer.op(Op.ADD, Type.PACKET, pointer, writer.constant(Type.I64, at));
      at = 0;
    }
    switch (value.op()) {
      case PACKET -> PacketBytes.read(writer, value, from, at, bytes);
      case PACKET_STORE -> PacketBytes.write(writer, value.arg(1), from, at, bytes);
      default -> PacketBytes.copy(writer, from, at, value.arg(1), bytes, Long.BYTES);
    }
  }
}
