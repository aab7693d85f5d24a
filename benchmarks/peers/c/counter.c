// Counts packets, calls or events through libbpf, as told on standard input.
//
//   counter OBJECT socket INTERFACE | uprobe FILE FUNCTION | tracepoint GROUP NAME
//
// OBJECT is ../bpf/counter.bpf.c, compiled. "attach 0" attaches, "detach 0" detaches, "count N" answers the Nth number.
#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef PACKET_IGNORE_OUTGOING
#define PACKET_IGNORE_OUTGOING 23
#endif

static struct bpf_object *object;
static struct bpf_link *attached;
static int open_socket = -1;
static char **arguments;

static void fail(const char *what)
{
	fprintf(stderr, "counter: error: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t now(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static struct bpf_program *program(const char *name)
{
	struct bpf_program *found = bpf_object__find_program_by_name(object, name);

	if (!found)
		fail(name);
	return found;
}

static void attach_socket(const char *interface)
{
	struct sockaddr_ll address = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ALL),
		.sll_ifindex = (int)if_nametoindex(interface),
	};
	int fd = bpf_program__fd(program("on_packet")), yes = 1;

	/* Without a protocol it receives nothing until all is set. */
	open_socket = socket(AF_PACKET, SOCK_RAW, 0);
	if (open_socket < 0 ||
	    setsockopt(open_socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, &yes, sizeof(yes)) ||
	    setsockopt(open_socket, SOL_SOCKET, SO_ATTACH_BPF, &fd, sizeof(fd)) ||
	    bind(open_socket, (struct sockaddr *)&address, sizeof(address)))
		fail("socket");
}

static void attach(void)
{
	LIBBPF_OPTS(bpf_uprobe_opts, function, .func_name = arguments[3]);

	if (!strcmp(arguments[1], "socket")) {
		attach_socket(arguments[2]);
		return;
	}
	if (!strcmp(arguments[1], "uprobe"))
		attached = bpf_program__attach_uprobe_opts(program("on_call"), -1, arguments[2], 0, &function);
	else
		attached = bpf_program__attach_tracepoint(program("on_event"), arguments[2], arguments[3]);
	if (!attached)
		fail("attach");
}

static void detach(void)
{
	if (open_socket >= 0)
		close(open_socket);
	open_socket = -1;
	if (attached)
		bpf_link__destroy(attached);
	attached = NULL;
}

static uint64_t count(long index)
{
	int fd = bpf_object__find_map_fd_by_name(object, "counts");
	uint32_t key = (uint32_t)index;
	uint64_t value;

	if (bpf_map_lookup_elem(fd, &key, &value))
		fail("lookup");
	return value;
}

int main(int argc, char **argv)
{
	static const char *const kinds[][2] = {
		{ "socket", "on_packet" }, { "uprobe", "on_call" }, { "tracepoint", "on_event" },
	};
	char operation[16];
	long number;

	if (argc < 4) {
		fprintf(stderr, "usage: counter OBJECT socket INTERFACE | uprobe FILE FUNCTION | tracepoint GROUP NAME\n");
		return 2;
	}
	arguments = argv + 1;
	object = bpf_object__open_file(argv[1], NULL);
	if (!object)
		fail(argv[1]);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		bpf_program__set_autoload(program(kinds[i][1]), !strcmp(kinds[i][0], argv[2]));
	if (bpf_object__load(object))
		fail("load");
	printf("libbpf %s\n", libbpf_version_string());
	fflush(stdout);
	while (scanf("%15s %ld", operation, &number) == 2) {
		int64_t cpu = now(CLOCK_THREAD_CPUTIME_ID), wall = now(CLOCK_MONOTONIC);
		uint64_t result = 0;

		if (!strcmp(operation, "attach"))
			attach();
		else if (!strcmp(operation, "detach"))
			detach();
		else
			result = count(number);
		wall = now(CLOCK_MONOTONIC) - wall;
		cpu = now(CLOCK_THREAD_CPUTIME_ID) - cpu;
		printf("%lld %lld %llu\n", (long long)wall, (long long)cpu, (unsigned long long)result);
		fflush(stdout);
	}
	return 0;
}
