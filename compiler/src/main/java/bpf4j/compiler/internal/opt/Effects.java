package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.HelperCall;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;
import java.util.Set;

/** What values do to the packet and its context. */
final class Effects {
  /**
   * Helpers after which the verifier takes no packet address for valid any more ({@code
   * bpf_helper_changes_pkt_data} in {@code net/core/filter.c}): they may move or replace the
   * packet.
   */
  private static final Set<Integer> MOVE_PACKET =
      Set.of(
          9, // skb_store_bytes
          10, // l3_csum_replace
          11, // l4_csum_replace
          12, // tail_call
          13, // clone_redirect
          18, // skb_vlan_push
          19, // skb_vlan_pop
          31, // skb_change_proto
          38, // skb_change_tail
          39, // skb_pull_data
          43, // skb_change_head
          44, // xdp_adjust_head
          50, // skb_adjust_room
          54, // xdp_adjust_meta
          63, // msg_pull_data
          65, // xdp_adjust_tail
          73, // lwt_push_encap
          74, // lwt_seg6_store_bytes
          75, // lwt_seg6_adjust_srh
          76, // lwt_seg6_action
          90, // msg_push_data
          91, // msg_pop_data
          142, // load_hdr_opt
          143, // store_hdr_opt
          144, // reserve_hdr_opt
          190); // xdp_store_bytes

  private Effects() {}

  /** Whether addresses in the packet must be computed anew. */
  static boolean movesPacket(Value value) {
    return value.op() == Op.CALL_SUBPROGRAM
        || value.callsBack()
        || value.op() == Op.CALL
            && value.aux() instanceof HelperCall helper
            && !helper.isKernelFunction()
            && MOVE_PACKET.contains(helper.id());
  }

  /** Whether packet bytes or context fields may read otherwise afterwards. */
  static boolean changesInput(Value value) {
    return switch (value.op()) {
      case PACKET_STORE -> true;
      case STORE -> value.arg(0).type() == Type.CONTEXT || value.arg(0).type() == Type.PACKET;
      default -> movesPacket(value);
    };
  }
}
