// Counts packets, calls or events through cilium/ebpf, as told on standard input.
//
//	counter OBJECT socket INTERFACE | uprobe FILE FUNCTION | tracepoint GROUP NAME
//
// As ../c/counter.c.
package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"syscall"
	"time"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/link"
)

const (
	soAttachBPF          = 50
	solPacket            = 263
	packetIgnoreOutgoing = 23
	everyProtocol        = 0x0300 // ETH_P_ALL in network order
)

type fd int

func (f fd) Close() error { return syscall.Close(int(f)) }

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func attachSocket(program *ebpf.Program, name string) io.Closer {
	on, err := net.InterfaceByName(name)
	check(err)
	// Without a protocol it receives nothing until all is set.
	socket, err := syscall.Socket(syscall.AF_PACKET, syscall.SOCK_RAW, 0)
	check(err)
	check(syscall.SetsockoptInt(socket, solPacket, packetIgnoreOutgoing, 1))
	check(syscall.SetsockoptInt(socket, syscall.SOL_SOCKET, soAttachBPF, program.FD()))
	check(syscall.Bind(socket, &syscall.SockaddrLinklayer{Protocol: everyProtocol, Ifindex: on.Index}))
	return fd(socket)
}

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: counter OBJECT socket INTERFACE | uprobe FILE FUNCTION | tracepoint GROUP NAME")
		os.Exit(2)
	}
	kind := os.Args[2]
	names := map[string]string{"socket": "on_packet", "uprobe": "on_call", "tracepoint": "on_event"}
	types := map[string]ebpf.ProgramType{
		"socket": ebpf.SocketFilter, "uprobe": ebpf.Kprobe, "tracepoint": ebpf.TracePoint,
	}
	file, err := os.Open(os.Args[1])
	check(err)
	spec, err := ebpf.LoadCollectionSpecFromReader(file)
	check(err)
	for name, program := range spec.Programs {
		if name != names[kind] {
			delete(spec.Programs, name)
		} else {
			program.Type = types[kind]
		}
	}
	collection, err := ebpf.NewCollection(spec)
	check(err)
	program, counts := collection.Programs[names[kind]], collection.Maps["counts"]
	fmt.Println("cilium/ebpf,", runtime.Version())

	var attached io.Closer
	in := bufio.NewReader(os.Stdin)
	for {
		var operation string
		var number uint32
		if _, err := fmt.Fscan(in, &operation, &number); err != nil {
			return
		}
		begin := time.Now()
		var result uint64
		switch operation {
		case "attach":
			switch kind {
			case "socket":
				attached = attachSocket(program, os.Args[3])
			case "uprobe":
				executable, err := link.OpenExecutable(os.Args[3])
				check(err)
				attached, err = executable.Uprobe(os.Args[4], program, nil)
				check(err)
			default:
				attached, err = link.Tracepoint(os.Args[3], os.Args[4], program, nil)
				check(err)
			}
		case "detach":
			check(attached.Close())
		default:
			check(counts.Lookup(&number, &result))
		}
		took := time.Since(begin).Nanoseconds()
		fmt.Println(took, took, result)
	}
}
