package bpf4j.compiler.packet;

/** Protocol numbers of IPv4 and next headers of IPv6 (IANA, "Protocol Numbers"). */
public final class IpProtocol {
  /** IPv6 hop-by-hop options. */
  public static final int HOPOPT = 0;

  /** Internet control messages. */
  public static final int ICMP = 1;

  /** Internet group management. */
  public static final int IGMP = 2;

  /** Gateway to gateway. */
  public static final int GGP = 3;

  /** IPv4 in another packet. */
  public static final int IPV4 = 4;

  /** Stream. */
  public static final int ST = 5;

  /** Transmission control. */
  public static final int TCP = 6;

  /** Core based trees. */
  public static final int CBT = 7;

  /** Exterior gateways. */
  public static final int EGP = 8;

  /** Any private interior gateway protocol. */
  public static final int IGP = 9;

  /** BBN RCC monitoring. */
  public static final int BBN_RCC_MON = 10;

  /** Network voice. */
  public static final int NVP_II = 11;

  /** PARC universal packets. */
  public static final int PUP = 12;

  /** ARGUS; deprecated. */
  public static final int ARGUS = 13;

  /** EMCON. */
  public static final int EMCON = 14;

  /** Cross net debugger. */
  public static final int XNET = 15;

  /** Chaos. */
  public static final int CHAOS = 16;

  /** User datagrams. */
  public static final int UDP = 17;

  /** Multiplexing. */
  public static final int MUX = 18;

  /** DCN measurement subsystems. */
  public static final int DCN_MEAS = 19;

  /** Host monitoring. */
  public static final int HMP = 20;

  /** Packet radio measurement. */
  public static final int PRM = 21;

  /** Xerox NS datagrams. */
  public static final int XNS_IDP = 22;

  /** Trunk-1. */
  public static final int TRUNK_1 = 23;

  /** Trunk-2. */
  public static final int TRUNK_2 = 24;

  /** Leaf-1. */
  public static final int LEAF_1 = 25;

  /** Leaf-2. */
  public static final int LEAF_2 = 26;

  /** Reliable data. */
  public static final int RDP = 27;

  /** Internet reliable transactions. */
  public static final int IRTP = 28;

  /** ISO transport class 4. */
  public static final int ISO_TP4 = 29;

  /** Bulk data transfer. */
  public static final int NETBLT = 30;

  /** MFE network services. */
  public static final int MFE_NSP = 31;

  /** MERIT internodal. */
  public static final int MERIT_INP = 32;

  /** Datagram congestion control. */
  public static final int DCCP = 33;

  /** Third party connect. */
  public static final int THIRD_PC = 34;

  /** Inter-domain policy routing. */
  public static final int IDPR = 35;

  /** Xpress transport. */
  public static final int XTP = 36;

  /** Datagram delivery. */
  public static final int DDP = 37;

  /** IDPR control message transport. */
  public static final int IDPR_CMTP = 38;

  /** TP++ transport. */
  public static final int TP_PLUS_PLUS = 39;

  /** IL transport. */
  public static final int IL = 40;

  /** IPv6 in another packet. */
  public static final int IPV6 = 41;

  /** Source demand routing. */
  public static final int SDRP = 42;

  /** IPv6 routing header. */
  public static final int IPV6_ROUTE = 43;

  /** IPv6 fragment header. */
  public static final int IPV6_FRAGMENT = 44;

  /** Inter-domain routing. */
  public static final int IDRP = 45;

  /** Reservation. */
  public static final int RSVP = 46;

  /** Generic routing encapsulation. */
  public static final int GRE = 47;

  /** Dynamic source routing. */
  public static final int DSR = 48;

  /** BNA. */
  public static final int BNA = 49;

  /** Encapsulating security payload. */
  public static final int ESP = 50;

  /** Authentication header. */
  public static final int AH = 51;

  /** Integrated net layer security. */
  public static final int I_NLSP = 52;

  /** IP with encryption; deprecated. */
  public static final int SWIPE = 53;

  /** NBMA address resolution. */
  public static final int NARP = 54;

  /** Minimal IPv4 encapsulation. */
  public static final int MIN_IPV4 = 55;

  /** Transport layer security by Kryptonet. */
  public static final int TLSP = 56;

  /** SKIP. */
  public static final int SKIP = 57;

  /** Internet control messages for IPv6. */
  public static final int ICMPV6 = 58;

  /** Nothing follows. */
  public static final int IPV6_NONE = 59;

  /** IPv6 destination options. */
  public static final int IPV6_OPTS = 60;

  /** Any host internal protocol. */
  public static final int ANY_HOST_INTERNAL = 61;

  /** CFTP. */
  public static final int CFTP = 62;

  /** Any local network. */
  public static final int ANY_LOCAL_NETWORK = 63;

  /** SATNET and backroom EXPAK. */
  public static final int SAT_EXPAK = 64;

  /** Kryptolan. */
  public static final int KRYPTOLAN = 65;

  /** Remote virtual disks. */
  public static final int RVD = 66;

  /** Internet pluribus packet core. */
  public static final int IPPC = 67;

  /** Any distributed file system. */
  public static final int ANY_DISTRIBUTED_FS = 68;

  /** SATNET monitoring. */
  public static final int SAT_MON = 69;

  /** VISA. */
  public static final int VISA = 70;

  /** Internet packet core utility. */
  public static final int IPCV = 71;

  /** Computer protocol network executive. */
  public static final int CPNX = 72;

  /** Computer protocol heart beat. */
  public static final int CPHB = 73;

  /** Wang span network. */
  public static final int WSN = 74;

  /** Packet video. */
  public static final int PVP = 75;

  /** Backroom SATNET monitoring. */
  public static final int BR_SAT_MON = 76;

  /** SUN ND. */
  public static final int SUN_ND = 77;

  /** Wideband monitoring. */
  public static final int WB_MON = 78;

  /** Wideband EXPAK. */
  public static final int WB_EXPAK = 79;

  /** ISO internet protocol. */
  public static final int ISO_IP = 80;

  /** VMTP. */
  public static final int VMTP = 81;

  /** Secure VMTP. */
  public static final int SECURE_VMTP = 82;

  /** VINES. */
  public static final int VINES = 83;

  /** Internet protocol traffic manager. */
  public static final int IPTM = 84;

  /** NSFNET-IGP. */
  public static final int NSFNET_IGP = 85;

  /** Dissimilar gateways. */
  public static final int DGP = 86;

  /** TCF. */
  public static final int TCF = 87;

  /** Enhanced interior gateway routing. */
  public static final int EIGRP = 88;

  /** Open shortest path first. */
  public static final int OSPF = 89;

  /** Sprite remote procedure calls. */
  public static final int SPRITE_RPC = 90;

  /** Locus address resolution. */
  public static final int LARP = 91;

  /** Multicast transport. */
  public static final int MTP = 92;

  /** AX.25 frames. */
  public static final int AX_25 = 93;

  /** IP within IP encapsulation. */
  public static final int IPIP = 94;

  /** Mobile internetworking control; deprecated. */
  public static final int MICP = 95;

  /** Semaphore communications security. */
  public static final int SCC_SP = 96;

  /** Ethernet within IP. */
  public static final int ETHERIP = 97;

  /** Encapsulation header. */
  public static final int ENCAP = 98;

  /** Any private encryption scheme. */
  public static final int ANY_PRIVATE_ENCRYPTION = 99;

  /** GMTP. */
  public static final int GMTP = 100;

  /** Ipsilon flow management. */
  public static final int IFMP = 101;

  /** PNNI over IP. */
  public static final int PNNI = 102;

  /** Protocol independent multicast. */
  public static final int PIM = 103;

  /** ARIS. */
  public static final int ARIS = 104;

  /** SCPS. */
  public static final int SCPS = 105;

  /** QNX. */
  public static final int QNX = 106;

  /** Active networks. */
  public static final int ACTIVE_NETWORKS = 107;

  /** Payload compression. */
  public static final int IPCOMP = 108;

  /** Sitara networks. */
  public static final int SNP = 109;

  /** Compaq peer. */
  public static final int COMPAQ_PEER = 110;

  /** IPX in IP. */
  public static final int IPX_IN_IP = 111;

  /** Virtual router redundancy. */
  public static final int VRRP = 112;

  /** Reliable multicast. */
  public static final int PGM = 113;

  /** Any zero-hop protocol. */
  public static final int ANY_ZERO_HOP = 114;

  /** Layer 2 tunneling. */
  public static final int L2TP = 115;

  /** D-II data exchange. */
  public static final int DDX = 116;

  /** Interactive agent transfer. */
  public static final int IATP = 117;

  /** Schedule transfer. */
  public static final int STP = 118;

  /** SpectraLink radio. */
  public static final int SRP = 119;

  /** UTI. */
  public static final int UTI = 120;

  /** Simple messages. */
  public static final int SMP = 121;

  /** Simple multicast; deprecated. */
  public static final int SM = 122;

  /** Performance transparency. */
  public static final int PTP = 123;

  /** IS-IS over IPv4. */
  public static final int ISIS = 124;

  /** FIRE. */
  public static final int FIRE = 125;

  /** Combat radio transport. */
  public static final int CRTP = 126;

  /** Combat radio user datagrams. */
  public static final int CRUDP = 127;

  /** SSCOPMCE. */
  public static final int SSCOPMCE = 128;

  /** IPLT. */
  public static final int IPLT = 129;

  /** Secure packet shield. */
  public static final int SPS = 130;

  /** Private IP encapsulation within IP. */
  public static final int PIPE = 131;

  /** Stream control transmission. */
  public static final int SCTP = 132;

  /** Fibre Channel. */
  public static final int FC = 133;

  /** Reservations that interior routers ignore. */
  public static final int RSVP_E2E_IGNORE = 134;

  /** IPv6 mobility header. */
  public static final int MOBILITY_HEADER = 135;

  /** Lightweight user datagrams. */
  public static final int UDP_LITE = 136;

  /** Label switching in IP. */
  public static final int MPLS_IN_IP = 137;

  /** Mobile ad hoc networks. */
  public static final int MANET = 138;

  /** Host identity. */
  public static final int HIP = 139;

  /** Site multihoming for IPv6. */
  public static final int SHIM6 = 140;

  /** Wrapped encapsulating security payload. */
  public static final int WESP = 141;

  /** Robust header compression. */
  public static final int ROHC = 142;

  /** Ethernet. */
  public static final int ETHERNET = 143;

  /** Aggregation and fragmentation of ESP payloads. */
  public static final int AGGFRAG = 144;

  /** Network service header. */
  public static final int NSH = 145;

  /** Experiments and tests. */
  public static final int EXPERIMENT_1 = 253;

  /** Experiments and tests. */
  public static final int EXPERIMENT_2 = 254;

  /** Reserved by IANA; raw packets of a socket on Linux. */
  public static final int RAW = 255;

  /**
   * A protocol's name, for printing; not for kernel-side code.
   *
   * @param protocol a number as {@link Ipv4#protocol} returns it
   * @return the constant's name, such as {@code "TCP"}; the number itself when it has none
   */
  public static String name(int protocol) {
    return Names.IP_PROTOCOLS.of(protocol);
  }

  private IpProtocol() {}
}
