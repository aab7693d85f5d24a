/* Counts HTTP/1 messages by what they are, without asking whether packets are IPv4. After bcc's
 * examples/lua/sock-parse-http.lua. */
#include "corpus.h"

MAP(messages, ARRAY, __u32, __u64, 10);

#define START(a, b, c, d) ((a) << 24 | (b) << 16 | (c) << 8 | (d))

SEC("socket")
int lua_http(struct __sk_buff *skb) {
  if (!starts(skb, TCP)) {
    return 0;
  }
  __u32 data = tcp_payload(skb, ip_end(skb));
  if (data + 4 > skb->len) {
    return 0;
  }
  /* A chain with the answer set before each test: of the forms tried (switch, else-if) the one that clang makes
     the fewest instructions of. */
  __u32 start = load_word(skb, data);
  __u32 message;
  message = 0;
  if (start == START('H', 'T', 'T', 'P')) {
    goto count;
  }
  message = 1;
  if (start == START('G', 'E', 'T', ' ')) {
    goto count;
  }
  message = 2;
  if (start == START('H', 'E', 'A', 'D')) {
    goto count;
  }
  message = 3;
  if (start == START('P', 'O', 'S', 'T')) {
    goto count;
  }
  message = 4;
  if (start == START('P', 'U', 'T', ' ')) {
    goto count;
  }
  message = 5;
  if (start == START('D', 'E', 'L', 'E')) {
    goto count;
  }
  message = 6;
  if (start == START('C', 'O', 'N', 'N')) {
    goto count;
  }
  message = 7;
  if (start == START('O', 'P', 'T', 'I')) {
    goto count;
  }
  message = 8;
  if (start == START('T', 'R', 'A', 'C')) {
    goto count;
  }
  message = 9;
  if (start == START('P', 'A', 'T', 'C')) {
    goto count;
  }
  return 0;
count:
  array_add(&messages, message, 1);
  return 0;
}
