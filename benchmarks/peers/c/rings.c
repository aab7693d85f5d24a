// Reads a ring buffer or a perf event array through libbpf, as told on standard input.
//
//   rings ring|perf MAP_ID [PAGES]
//
// "drain N": there are N events, which are handed to a callback. The answer is one line: wall-clock nanoseconds,
// this thread's CPU nanoseconds, and the sum of the first eight bytes of all events. "stream N": N events come, or
// fewer and then none for a second. The answer has the time from the first to the last, and how many came.
// The map is opened by its id; PAGES is the size of each CPU's buffer of a perf event array, whose events
// this program opens. A thread that does nothing sleeps beside the working one, as in map_ops.c.
//
//   gcc -O2 -pthread -o rings rings.c -lbpf
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static uint64_t sum;
static long count;
static int64_t first;

static void fail(const char *what)
{
	fprintf(stderr, "rings: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t now(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static inline void take(const void *data)
{
	uint64_t number;

	memcpy(&number, data, sizeof(number));
	sum += number;
	if (!count++)
		first = now(CLOCK_MONOTONIC);
}

static int on_record(void *context, void *data, size_t size)
{
	take(data);
	return 0;
}

static void on_sample(void *context, int cpu, void *data, uint32_t size)
{
	take(data);
}

#define PATIENCE_MILLIS 1000

/* Returns when the last events came. */
static int64_t stream(struct ring_buffer *ring, struct perf_buffer *perf, long times)
{
	int64_t last = 0;

	for (;;) {
		long before = count;
		int polled = ring ? ring_buffer__poll(ring, PATIENCE_MILLIS) :
				    perf_buffer__poll(perf, PATIENCE_MILLIS);

		if (polled < 0 && errno != EINTR)
			fail("poll");
		/* A poll may end with nothing new: each event wakes, also those that were read with the one before. */
		if (count > before)
			last = now(CLOCK_MONOTONIC);
		if (count >= times || (count && now(CLOCK_MONOTONIC) - last > PATIENCE_MILLIS * 1000000LL))
			return last;
	}
}

static void *sleep_for_ever(void *unused)
{
	for (;;)
		pause();
	return unused;
}

int main(int argc, char **argv)
{
	struct ring_buffer *ring = NULL;
	struct perf_buffer *perf = NULL;
	char operation[16];
	pthread_t idle;
	long times;
	int fd;

	if (argc < 3 || (strcmp(argv[1], "ring") && (strcmp(argv[1], "perf") || argc < 4))) {
		fprintf(stderr, "usage: rings ring MAP_ID | perf MAP_ID PAGES\n");
		return 2;
	}
	if ((errno = pthread_create(&idle, NULL, sleep_for_ever, NULL)))
		fail("thread");
	fd = bpf_map_get_fd_by_id((uint32_t)strtoul(argv[2], NULL, 10));
	if (fd < 0)
		fail("map by id");
	if (strcmp(argv[1], "ring") == 0)
		ring = ring_buffer__new(fd, on_record, NULL, NULL);
	else
		perf = perf_buffer__new(fd, strtoul(argv[3], NULL, 10), on_sample, NULL, NULL, NULL);
	if (!ring && !perf)
		fail("open");
	printf("libbpf %s\n", libbpf_version_string());
	fflush(stdout);
	while (scanf("%15s %ld", operation, &times) == 2) {
		int64_t wall, cpu;

		sum = 0;
		count = 0;
		wall = now(CLOCK_MONOTONIC);
		cpu = now(CLOCK_THREAD_CPUTIME_ID);
		if (!strcmp(operation, "stream")) {
			int64_t last = stream(ring, perf, times);

			cpu = now(CLOCK_THREAD_CPUTIME_ID) - cpu;
			printf("%lld %lld %ld\n", (long long)(last - first), (long long)cpu, count);
			fflush(stdout);
			continue;
		}
		if ((ring ? ring_buffer__consume(ring) : perf_buffer__consume(perf)) < 0)
			fail("consume");
		cpu = now(CLOCK_THREAD_CPUTIME_ID) - cpu;
		wall = now(CLOCK_MONOTONIC) - wall;
		if (count != times) {
			fprintf(stderr, "rings: %ld events where %ld were told of\n", count, times);
			return 1;
		}
		printf("%lld %lld %llu\n", (long long)wall, (long long)cpu, (unsigned long long)sum);
		fflush(stdout);
	}
	return 0;
}
