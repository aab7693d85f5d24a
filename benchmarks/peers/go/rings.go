// Reads a ring buffer or a perf event array through cilium/ebpf, as told on standard input.
//
//	rings ring|perf MAP_ID [PAGES]
//
// As ../c/rings.c.
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"time"
	"unsafe"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/perf"
	"github.com/cilium/ebpf/ringbuf"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

// cpuTime of the calling thread, to which the caller is locked.
func cpuTime() int64 {
	var time syscall.Timespec
	const threadCPUTime = 3
	_, _, errno := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, threadCPUTime, uintptr(unsafe.Pointer(&time)), 0)
	if errno != 0 {
		panic(errno)
	}
	return time.Nano()
}

func main() {
	runtime.LockOSThread()
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: rings ring|perf MAP_ID PAGES")
		os.Exit(2)
	}
	id, err := strconv.Atoi(os.Args[2])
	check(err)
	pages, err := strconv.Atoi(os.Args[3])
	check(err)
	from, err := ebpf.NewMapFromID(ebpf.MapID(id))
	check(err)
	var next func() uint64
	if os.Args[1] == "ring" {
		reader, err := ringbuf.NewReader(from)
		check(err)
		next = func() uint64 {
			record, err := reader.Read()
			check(err)
			return binary.LittleEndian.Uint64(record.RawSample)
		}
	} else {
		reader, err := perf.NewReader(from, pages*os.Getpagesize())
		check(err)
		next = func() uint64 {
			record, err := reader.Read()
			check(err)
			if record.LostSamples > 0 {
				check(fmt.Errorf("%d events lost", record.LostSamples))
			}
			return binary.LittleEndian.Uint64(record.RawSample)
		}
	}
	fmt.Println("cilium/ebpf,", runtime.Version())
	in := bufio.NewReader(os.Stdin)
	for {
		var operation string
		var times int
		if _, err := fmt.Fscan(in, &operation, &times); err != nil {
			return
		}
		cpu := cpuTime()
		wall := time.Now()
		var sum uint64
		for i := 0; i < times; i++ {
			sum += next()
		}
		took := time.Since(wall)
		fmt.Println(took.Nanoseconds(), cpuTime()-cpu, sum)
	}
}
