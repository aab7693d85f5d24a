// Does batches of map operations through cilium/ebpf, as told on standard input.
//
//	map_ops MAP_ID
//
// The operations and the answers are those of ../c/map_ops.c.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"time"
	"unsafe"

	"github.com/cilium/ebpf"
)

// All over a map of a power of two entries, so that caches help little.
const stride = 0x9e3779b1

const page = 4096

type pairKey struct {
	A, B uint32
	C    uint64
}

type pairValue struct {
	First, Second uint64
}

var (
	theMap *ebpf.Map
	mask   uint32
	keys   []uint32
	values []uint64
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func get(key uint32) uint64 {
	var value uint64
	check(theMap.Lookup(&key, &value))
	return value
}

func put(key uint32, value uint64) uint64 {
	check(theMap.Update(&key, &value, ebpf.UpdateAny))
	return value
}

func keyOf(n uint32) pairKey {
	return pairKey{n, n + 1, uint64(n) + 2}
}

// each does something for the keys from 0 on, round and round.
func each(times int, operation func(i, key uint32) uint64) uint64 {
	var sum uint64
	for i := uint32(0); i < uint32(times); i++ {
		sum += operation(i, i&mask)
	}
	return sum
}

// pass does something as often as makes up the number of operations.
func pass(times int, operation func() uint64) uint64 {
	var sum uint64
	for done := 0; done < times; done += int(mask) + 1 {
		sum += operation()
	}
	return sum
}

func iterate() uint64 {
	var sum uint64
	var place, next uint32
	var in interface{}
	for {
		count, err := theMap.BatchLookup(in, &next, keys, values, nil)
		for i := 0; i < count; i++ {
			sum += uint64(keys[i]) + values[i]
		}
		if errors.Is(err, ebpf.ErrKeyNotExist) {
			return sum
		}
		check(err)
		place = next
		in = &place
	}
}

func walk() uint64 {
	var sum, value uint64
	var key uint32
	entries := theMap.Iterate()
	for entries.Next(&key, &value) {
		sum += uint64(key) + value
	}
	check(entries.Err())
	return sum
}

func fill() uint64 {
	var sum uint64
	for from := uint32(0); from <= mask; from += uint32(len(keys)) {
		for i := range keys {
			keys[i] = from + uint32(i)
			values[i] = uint64(keys[i])*3 + 1
			sum += values[i]
		}
		_, err := theMap.BatchUpdate(keys, values, nil)
		check(err)
	}
	return sum
}

func empty() {
	var place, next uint32
	var in interface{}
	for {
		_, err := theMap.BatchLookupAndDelete(in, &next, keys, values, nil)
		if errors.Is(err, ebpf.ErrKeyNotExist) {
			return
		}
		check(err)
		place = next
		in = &place
	}
}

var operations = map[string]func(times int) uint64{
	"get": func(times int) uint64 {
		return each(times, func(i, key uint32) uint64 { return get(key) })
	},
	"put": func(times int) uint64 {
		return each(times, func(i, key uint32) uint64 { return put(key, uint64(i)) })
	},
	"put_and_remove": func(times int) uint64 {
		return each(times, func(i, key uint32) uint64 {
			put(key, uint64(i))
			check(theMap.Delete(&key))
			return uint64(i)
		})
	},
	"get_far": func(times int) uint64 {
		return each(times, func(i, key uint32) uint64 { return get(i * stride & mask) })
	},
	"put_far": func(times int) uint64 {
		return each(times, func(i, key uint32) uint64 { return put(i*stride&mask, uint64(i)) })
	},
	"get_struct": func(times int) uint64 {
		return each(times, func(i, n uint32) uint64 {
			key := keyOf(n)
			var value pairValue
			check(theMap.Lookup(&key, &value))
			return value.First + value.Second
		})
	},
	"put_struct": func(times int) uint64 {
		return each(times, func(i, n uint32) uint64 {
			key := keyOf(n)
			value := pairValue{uint64(i), uint64(i) + 1}
			check(theMap.Update(&key, &value, ebpf.UpdateAny))
			return value.First + value.Second
		})
	},
	"sum_per_cpu": func(times int) uint64 {
		var cpus []uint64
		return each(times, func(i, key uint32) uint64 {
			check(theMap.Lookup(&key, &cpus))
			var sum uint64
			for _, value := range cpus {
				sum += value
			}
			return sum
		})
	},
	"iterate": func(times int) uint64 { return pass(times, iterate) },
	"walk":    func(times int) uint64 { return pass(times, walk) },
	"fill":    func(times int) uint64 { return pass(times, fill) },
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
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: map_ops MAP_ID")
		os.Exit(2)
	}
	id, err := strconv.Atoi(os.Args[1])
	check(err)
	theMap, err = ebpf.NewMapFromID(ebpf.MapID(id))
	check(err)
	mask = theMap.MaxEntries() - 1
	// All of an array goes through reflection, however few of its elements are used.
	at := page
	if mask < page {
		at = int(mask) + 1
	}
	keys = make([]uint32, at)
	values = make([]uint64, at)
	fmt.Println("cilium/ebpf,", runtime.Version())
	in := bufio.NewReader(os.Stdin)
	for {
		var operation string
		var times int
		if _, err := fmt.Fscan(in, &operation, &times); err != nil {
			return
		}
		run, known := operations[operation]
		if !known {
			fmt.Println("error: no operation", operation, "here")
			continue
		}
		if operation == "fill" {
			empty()
		}
		cpu := cpuTime()
		wall := time.Now()
		sum := run(times)
		took := time.Since(wall)
		fmt.Println(took.Nanoseconds(), cpuTime()-cpu, sum)
	}
}
