// What is traced and counted, as told on standard input.
//
//   traced
//
// Each line is an operation and how often to do it: "call" calls the function traced_call, "syscall" makes the
// system call getppid, "send" sends a datagram of 64 bytes to a socket of its own on loopback, which takes no more
// once its buffer is full. The answer is one line: wall-clock nanoseconds, this thread's CPU nanoseconds, and
// how often it was done.
#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int sender;
static struct sockaddr_in to;

static void fail(const char *what)
{
	fprintf(stderr, "traced: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t now(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

__attribute__((noinline)) void traced_call(long i)
{
	__asm__ volatile("" : : "r"(i) : "memory");
}

static void open_sockets(void)
{
	socklen_t size = sizeof(to);
	int least = 1;
	int receiver = socket(AF_INET, SOCK_DGRAM, 0);

	sender = socket(AF_INET, SOCK_DGRAM, 0);
	to.sin_family = AF_INET;
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (receiver < 0 || sender < 0 || setsockopt(receiver, SOL_SOCKET, SO_RCVBUF, &least, sizeof(least)) ||
	    bind(receiver, (struct sockaddr *)&to, sizeof(to)) ||
	    getsockname(receiver, (struct sockaddr *)&to, &size) ||
	    connect(sender, (struct sockaddr *)&to, sizeof(to)))
		fail("sockets");
}

int main(void)
{
	char operation[16], payload[64] = {};
	long times;

	open_sockets();
	printf("traced\n");
	fflush(stdout);
	while (scanf("%15s %ld", operation, &times) == 2) {
		int64_t cpu = now(CLOCK_THREAD_CPUTIME_ID);
		int64_t wall = now(CLOCK_MONOTONIC);

		if (!strcmp(operation, "call"))
			for (long i = 0; i < times; i++)
				traced_call(i);
		else if (!strcmp(operation, "syscall"))
			for (long i = 0; i < times; i++)
				syscall(SYS_getppid);
		else if (!strcmp(operation, "send"))
			for (long i = 0; i < times; i++)
				if (send(sender, payload, sizeof(payload), 0) != sizeof(payload))
					fail("send");
		wall = now(CLOCK_MONOTONIC) - wall;
		cpu = now(CLOCK_THREAD_CPUTIME_ID) - cpu;
		printf("%lld %lld %ld\n", (long long)wall, (long long)cpu, times);
		fflush(stdout);
	}
	return 0;
}
