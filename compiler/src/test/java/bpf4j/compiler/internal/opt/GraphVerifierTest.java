package bpf4j.compiler.internal.opt;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.internal.ir.Access;
import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Cond;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.GraphBuilder;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verifier of graphs finds what is wrong with them. */
class GraphVerifierTest {
  private final Graph graph = new Graph();
  private final GraphBuilder builder = new GraphBuilder(graph);
  private Value x;
  private Value inYes;
  private Value phi;
  private Block yes;
  private Block no;
  private Block join;

  /** {@code x < 5 ? x + 1 : x}. */
  @BeforeEach
  void makeDiamond() {
    x = builder.load(Type.I32, graph.context(), 0, Access.stable(4));
    yes = builder.newBlock();
    no = builder.newBlock();
    join = builder.newBlock();
    builder.branch(Cond.LT, x, builder.i32(5), yes, no);
    builder.startBlock(yes);
    inYes = builder.op(Op.ADD, Type.I32, x, builder.i32(1));
    builder.jump(join);
    builder.startBlock(no);
    builder.jump(join);
    builder.startBlock(join);
    phi = builder.phi(Type.I32);
    phi.setArgs(inYes, x);
    builder.block().returns(phi);
  }

  private void finds(String what) {
    assertThatThrownBy(() -> GraphVerifier.check(graph))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(what);
  }

  @Test
  void acceptsAGraph() {
    assertThatCode(() -> GraphVerifier.check(graph)).doesNotThrowAnyException();
  }

  @Test
  void usesOfWhatIsNotAlwaysMade() {
    join.setLeft(inYes);
    finds("is used at the end where it is not made [" + inYes);
  }

  @Test
  void usesBeforeTheDefinition() {
    Value early = graph.newValue(Op.NEG, Type.I32, 0, null, inYes);
    yes.insert(0, early);
    finds("is used where it is not made [" + inYes + ", " + early);
  }

  @Test
  void usesOfWhatIsInNoBlock() {
    phi.setArgs(graph.newValue(Op.NEG, Type.I32, 0, null, x), x);
    finds("is used where it is not made");
  }

  @Test
  void phiArgumentsThatTheirEdgeDoesNotHave() {
    phi.setArgs(x, inYes);
    finds("is used where it is not made [" + inYes + ", " + phi);
  }

  @Test
  void phisWithTooFewArguments() {
    phi.setArgs(x);
    finds("has not an argument for each way in");
  }

  @Test
  void phisAfterOtherValues() {
    Value other = graph.newValue(Op.NEG, Type.I32, 0, null, x);
    join.insert(0, other);
    finds("a phi stands after others [" + phi);
  }

  @Test
  void edgesKnownAtOneEndOnly() {
    join.preds().remove(no);
    finds("is not known to its successor [" + join);
  }

  @Test
  void predecessorsThatLeadElsewhere() {
    join.preds().add(graph.entry());
    finds("does not follow its predecessor");
  }

  @Test
  void blocksWithoutAnEnd() {
    no.unterminate();
    finds("has no end");
  }

  @Test
  void valuesInTwoBlocks() {
    no.values().add(inYes);
    finds("stands in two places");
  }

  @Test
  void operandsOfTheWrongType() {
    Value wide = builder.load(Type.I64, graph.context(), 8, Access.stable(8));
    graph.entry().insert(2, wide);
    join.values().remove(wide);
    inYes.setArgs(x, wide);
    finds("ADD of type I32 of a I64");
  }

  @Test
  void comparisonsOfDifferentTypes() {
    graph.entry().setRight(builder.i64(5));
    finds("differ in type");
  }
}
