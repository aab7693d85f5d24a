// Does batches of map operations through libbpf, as told on standard input.
//
//   map_ops MAP_ID [alone]
//
// Each line names an operation and how often to do it ("get 2000"); the answer is one line: wall-clock
// nanoseconds, this thread's CPU nanoseconds, and a sum by which the asker can tell that the work was
// done. The map is opened by its id, so that both sides work on the very same one. Keys are 32 bits and
// values 64, or both are structs of 16 bytes. "iterate", "walk" and "fill" go through a whole map, as often as
// makes up the number: in pages of 4096 entries, by keys one after the other, and in pages again. "fill" empties
// the map first, which is not counted. "get_far" and "put_far" jump about in the map.
//
// A thread that does nothing sleeps beside the working one: in a process of several threads, as every JVM
// is, the kernel counts references to a file at each system call on it, which it saves itself in a process
// of one (fdget() in fs/file.c). With "alone" there is no such thread.
//
//   gcc -O2 -pthread -o map_ops map_ops.c -lbpf
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* All over a map of a power of two entries, so that caches help little. */
#define STRIDE 0x9e3779b1u

static int fd;
static uint32_t mask;
static volatile uint64_t *mapped;

static void fail(const char *what)
{
	fprintf(stderr, "map_ops: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t now(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static uint64_t get(long times)
{
	uint64_t sum = 0;

	for (long i = 0; i < times; i++) {
		uint32_t key = (uint32_t)i & mask;
		uint64_t value;

		if (bpf_map_lookup_elem(fd, &key, &value))
			fail("lookup");
		sum += value;
	}
	return sum;
}

static uint64_t put(long times)
{
	uint64_t sum = 0;

	for (long i = 0; i < times; i++) {
		uint32_t key = (uint32_t)i & mask;
		uint64_t value = (uint64_t)i;

		if (bpf_map_update_elem(fd, &key, &value, BPF_ANY))
			fail("update");
		sum += value;
	}
	return sum;
}

static uint64_t put_and_remove(long times)
{
	uint64_t sum = 0;

	for (long i = 0; i < times; i++) {
		uint32_t key = (uint32_t)i & mask;
		uint64_t value = (uint64_t)i;

		if (bpf_map_update_elem(fd, &key, &value, BPF_ANY) || bpf_map_delete_elem(fd, &key))
			fail("update and delete");
		sum += value;
	}
	return sum;
}

struct pair_key {
	uint32_t a, b;
	uint64_t c;
};

struct pair_value {
	uint64_t first, second;
};

static uint64_t get_struct(long times)
{
	uint64_t sum = 0;

	for (long i = 0; i < times; i++) {
		uint32_t n = (uint32_t)i & mask;
		struct pair_key key = { n, n + 1, n + 2 };
		struct pair_value value;

		if (bpf_map_lookup_elem(fd, &key, &value))
			fail("lookup");
		sum += value.first + value.second;
	}
	return sum;
}

static uint64_t put_struct(long times)
{
	uint64_t sum = 0;

	for (long i = 0; i < times; i++) {
		uint32_t n = (uint32_t)i & mask;
		struct pair_key key = { n, n + 1, n + 2 };
		struct pair_value value = { (uint64_t)i, (uint64_t)i + 1 };

		if (bpf_map_update_elem(fd, &key, &value, BPF_ANY))
			fail("update");
		sum += value.first + value.second;
	}
	return sum;
}

static uint64_t sum_per_cpu(long times)
{
	int cpus = libbpf_num_possible_cpus();
	uint64_t values[cpus];
	uint64_t sum = 0;

	for (long i = 0; i < times; i++) {
		uint32_t key = (uint32_t)i & mask;

		if (bpf_map_lookup_elem(fd, &key, values))
			fail("lookup");
		for (int cpu = 0; cpu < cpus; cpu++)
			sum += values[cpu];
	}
	return sum;
}

#define PAGE 4096
static uint32_t page_keys[PAGE];
static uint64_t page_values[PAGE];

static uint64_t iterate(long times)
{
	uint64_t sum = 0;

	for (long done = 0; done < times; done += mask + 1) {
		uint32_t place;
		void *in = NULL;
		int error;

		do {
			uint32_t count = PAGE;

			error = bpf_map_lookup_batch(fd, in, &place, page_keys, page_values, &count, NULL);
			if (error && errno != ENOENT)
				fail("lookup batch");
			for (uint32_t i = 0; i < count; i++)
				sum += page_keys[i] + page_values[i];
			in = &place;
		} while (!error);
	}
	return sum;
}

static uint64_t walk(long times)
{
	uint64_t sum = 0;

	for (long done = 0; done < times; done += mask + 1) {
		uint64_t value;
		uint32_t key, next;
		void *from = NULL;

		while (!bpf_map_get_next_key(fd, from, &next)) {
			key = next;
			if (bpf_map_lookup_elem(fd, &key, &value))
				fail("lookup");
			sum += key + value;
			from = &key;
		}
	}
	return sum;
}

static uint64_t fill(long times)
{
	uint64_t sum = 0;

	for (long done = 0; done < times; done += mask + 1) {
		for (uint32_t from = 0; from <= mask; from += PAGE) {
			uint32_t count = mask + 1 - from < PAGE ? mask + 1 - from : PAGE;

			for (uint32_t i = 0; i < count; i++) {
				page_keys[i] = from + i;
				page_values[i] = (uint64_t)(from + i) * 3 + 1;
				sum += page_values[i];
			}
			if (bpf_map_update_batch(fd, page_keys, page_values, &count, NULL))
				fail("update batch");
		}
	}
	return sum;
}

static uint64_t get_far(long times)
{
	uint64_t sum = 0;

	for (long i = 0; i < times; i++) {
		uint32_t key = (uint32_t)i * STRIDE & mask;
		uint64_t value;

		if (bpf_map_lookup_elem(fd, &key, &value))
			fail("lookup");
		sum += value;
	}
	return sum;
}

static uint64_t put_far(long times)
{
	uint64_t sum = 0;

	for (long i = 0; i < times; i++) {
		uint32_t key = (uint32_t)i * STRIDE & mask;
		uint64_t value = (uint64_t)i;

		if (bpf_map_update_elem(fd, &key, &value, BPF_ANY))
			fail("update");
		sum += value;
	}
	return sum;
}

static void empty(void)
{
	uint32_t place;
	void *in = NULL;
	int error;

	do {
		uint32_t count = PAGE;

		error = bpf_map_lookup_and_delete_batch(fd, in, &place, page_keys, page_values, &count,
							NULL);
		if (error && errno != ENOENT)
			fail("lookup and delete batch");
		in = &place;
	} while (!error);
}

static uint64_t read_mapped(long times)
{
	uint64_t sum = 0;

	for (long i = 0; i < times; i++)
		sum += mapped[(uint32_t)i & mask];
	return sum;
}

static const struct {
	const char *name;
	uint64_t (*run)(long times);
} operations[] = {
	{ "get", get },
	{ "put", put },
	{ "put_and_remove", put_and_remove },
	{ "get_struct", get_struct },
	{ "put_struct", put_struct },
	{ "sum_per_cpu", sum_per_cpu },
	{ "iterate", iterate },
	{ "walk", walk },
	{ "fill", fill },
	{ "get_far", get_far },
	{ "put_far", put_far },
	{ "read", read_mapped },
};

static void *sleep_for_ever(void *unused)
{
	for (;;)
		pause();
	return unused;
}

int main(int argc, char **argv)
{
	struct bpf_map_info info = {};
	uint32_t size = sizeof(info);
	char operation[24];
	pthread_t idle;
	long times;

	if (argc < 2 || argc > 3 || (argc == 3 && strcmp(argv[2], "alone"))) {
		fprintf(stderr, "usage: map_ops MAP_ID [alone]\n");
		return 2;
	}
	if (argc == 2 && (errno = pthread_create(&idle, NULL, sleep_for_ever, NULL)))
		fail("thread");
	fd = bpf_map_get_fd_by_id((uint32_t)strtoul(argv[1], NULL, 10));
	if (fd < 0)
		fail("map by id");
	if (bpf_obj_get_info_by_fd(fd, &info, &size))
		fail("map info");
	mask = info.max_entries - 1;
	if (info.map_flags & BPF_F_MMAPABLE) {
		mapped = mmap(NULL, info.max_entries * 8UL, PROT_READ, MAP_SHARED, fd, 0);
		if (mapped == MAP_FAILED)
			fail("mmap");
	}
	printf("libbpf %s\n", libbpf_version_string());
	fflush(stdout);
	while (scanf("%23s %ld", operation, &times) == 2) {
		uint64_t (*run)(long) = NULL;

		for (size_t i = 0; i < sizeof(operations) / sizeof(*operations); i++)
			if (!strcmp(operation, operations[i].name))
				run = operations[i].run;
		if (!run) {
			printf("error: no operation %s here\n", operation);
			fflush(stdout);
			continue;
		}
		if (run == fill)
			empty();
		int64_t cpu = now(CLOCK_THREAD_CPUTIME_ID);
		int64_t wall = now(CLOCK_MONOTONIC);
		uint64_t sum = run(times);

		wall = now(CLOCK_MONOTONIC) - wall;
		cpu = now(CLOCK_THREAD_CPUTIME_ID) - cpu;
		printf("%ld %ld %lu\n", wall, cpu, sum);
		fflush(stdout);
	}
	return 0;
}
