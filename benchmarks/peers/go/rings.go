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
	"sync"
	"sync/atomic"
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

// cpuTime of a thread; 0 is the calling one, to which the caller is locked.
func cpuTime(thread int) int64 {
	var time syscall.Timespec
	// As the kernel numbers the clocks of threads: CPUCLOCK_PERTHREAD | CPUCLOCK_SCHED.
	clock := int32(^thread<<3 | 6)
	_, _, errno := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, uintptr(clock), uintptr(unsafe.Pointer(&time)), 0)
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
		var number int
		if _, err := fmt.Fscan(in, &operation, &number); err != nil {
			return
		}
		if operation == "stream" {
			fmt.Println(stream(next, int64(number)))
			continue
		}
		cpu := cpuTime(0)
		wall := time.Now()
		var sum uint64
		for i := 0; i < number; i++ {
			sum += next()
		}
		took := time.Since(wall)
		fmt.Println(took.Nanoseconds(), cpuTime(0)-cpu, sum)
	}
}

// A goroutine that reads for ever, as readers of this version cannot be given up, and what it has seen.
var (
	reading sync.Once
	thread  int32
	count   int64
	first   int64
	last    int64
)

// stream waits for events, or for a second without one.
func stream(next func() uint64, times int64) (wall, cpu, events int64) {
	begin := time.Now()
	reading.Do(func() {
		go func() {
			runtime.LockOSThread()
			atomic.StoreInt32(&thread, int32(syscall.Gettid()))
			for {
				next()
				if now := time.Since(begin).Nanoseconds(); atomic.AddInt64(&count, 1) == 1 {
					atomic.StoreInt64(&first, now)
				} else {
					atomic.StoreInt64(&last, now)
				}
			}
		}()
	})
	for atomic.LoadInt32(&thread) == 0 {
		time.Sleep(time.Millisecond)
	}
	cpu = cpuTime(int(thread))
	for before, quiet := int64(0), 0; before < times && quiet < 1000; quiet++ {
		time.Sleep(time.Millisecond)
		if now := atomic.LoadInt64(&count); now == 0 || now != before {
			before, quiet = now, 0
		}
	}
	events = atomic.SwapInt64(&count, 0)
	return atomic.LoadInt64(&last) - atomic.LoadInt64(&first), cpuTime(int(thread)) - cpu, events
}
