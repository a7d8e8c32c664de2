/*
 * An open-loop generator: requests fall due at an even pace whatever the server does, and the time of each counts from when it was due,
 * so that a stall is not hidden by the requests that were not sent meanwhile.
 *
 * pace PORT CONNECTIONS RATE SECONDS < REQUESTS: plain HTTP/1.1 to 127.0.0.1. Standard input holds the requests that are sent in turn,
 * each preceded by its length in ten digits. Prints: due, answered, errors, and the 50th, 99th, 99.9th percentile and the most in microseconds.
 * Begin with main, then due(), begin_request() and readable().
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#define HEAD_MOST 8192
#define LATE_NANOS 10000000000LL

typedef struct {
    int socket;
    int busy;
    int64_t due;
    const char *rest;
    size_t left;
    char head[HEAD_MOST + 1];
    size_t head_length;
    int64_t body_left; /* -1 while the head is read */
    int status;
} connection;

typedef struct {
    const char *bytes;
    size_t length;
} request;

static connection *connections;
static int connection_count;
static request *requests;
static int request_count;
static int next_request;
static int epoll;
static uint32_t *latencies;
static int64_t answered, errors, taken, due_count;
static int64_t begun, interval;
static int port;

static int64_t nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void read_requests(void) {
    char digits[11] = {0};
    while (fread(digits, 1, 10, stdin) == 10) {
        size_t length = strtoul(digits, NULL, 10);
        char *bytes = malloc(length);
        requests = realloc(requests, sizeof(request) * (size_t) (request_count + 1));
        if (bytes == NULL || requests == NULL || fread(bytes, 1, length, stdin) != length) fail("requests");
        requests[request_count++] = (request) {bytes, length};
    }
    if (request_count == 0) fail("no request");
}

static void watch(connection *it, int operation, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = it};
    if (epoll_ctl(epoll, operation, it->socket, &event)) fail("epoll_ctl");
}

static void open_connection(connection *it) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t) port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int on = 1;
    it->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (it->socket < 0 || connect(it->socket, (struct sockaddr *) &address, sizeof address)) fail("connect");
    setsockopt(it->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(it->socket, F_SETFL, O_NONBLOCK);
    it->busy = 0;
    watch(it, EPOLL_CTL_ADD, EPOLLIN);
}

static void broken(connection *it) {
    if (it->busy) errors++;
    close(it->socket);
    open_connection(it);
}

static void send_rest(connection *it) {
    while (it->left > 0) {
        ssize_t sent = send(it->socket, it->rest, it->left, MSG_NOSIGNAL);
        if (sent < 0 && errno == EAGAIN) {
            watch(it, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
            return;
        }
        if (sent < 0) {
            broken(it);
            return;
        }
        it->rest += sent;
        it->left -= (size_t) sent;
        if (it->left == 0) watch(it, EPOLL_CTL_MOD, EPOLLIN);
    }
}

static void begin_request(connection *it, int64_t due) {
    request next = requests[next_request++ % request_count];
    it->busy = 1;
    it->due = due;
    it->rest = next.bytes;
    it->left = next.length;
    it->head_length = 0;
    it->body_left = -1;
    send_rest(it);
}

/* Hands what is due to connections that are idle; the rest waits, and its time runs. */
static void due(int64_t now) {
    for (int each = 0; each < connection_count && taken < due_count && begun + taken * interval <= now; each++) {
        if (!connections[each].busy) {
            begin_request(&connections[each], begun + taken * interval);
            taken++;
        }
    }
}

/* Takes bytes of a head; returns how many of them were not part of it, or -1 if it is no head. */
static ssize_t take_head(connection *it, const char *bytes, size_t length) {
    size_t room = HEAD_MOST - it->head_length;
    size_t copied = length < room ? length : room;
    memcpy(it->head + it->head_length, bytes, copied);
    size_t before = it->head_length;
    it->head_length += copied;
    it->head[it->head_length] = 0;
    char *end = strstr(it->head, "\r\n\r\n");
    if (end == NULL) return it->head_length == HEAD_MOST ? -1 : 0;
    size_t head = (size_t) (end + 4 - it->head);
    end[2] = 0;
    char *field = strcasestr(it->head, "\r\ncontent-length:");
    it->body_left = field == NULL ? 0 : strtoll(field + 17, NULL, 10);
    it->status = it->head_length > 12 ? atoi(it->head + 9) : 0;
    return (ssize_t) (length - (head - before));
}

static void answer_read(connection *it) {
    it->busy = 0;
    if (it->status < 200 || it->status > 299) {
        errors++;
        return;
    }
    latencies[answered++] = (uint32_t) ((nanos() - it->due) / 1000);
}

static void readable(connection *it) {
    static char bytes[1 << 18];
    for (;;) {
        ssize_t got = recv(it->socket, bytes, sizeof bytes, 0);
        if (got < 0 && errno == EAGAIN) return;
        if (got <= 0 || !it->busy) {
            broken(it);
            return;
        }
        ssize_t body = got;
        if (it->body_left < 0) body = take_head(it, bytes, (size_t) got);
        if (body < 0) {
            broken(it);
            return;
        }
        if (it->body_left < 0) continue;
        it->body_left -= body;
        if (it->body_left <= 0) {
            answer_read(it);
            return;
        }
    }
}

static int any_busy(void) {
    for (int each = 0; each < connection_count; each++)
        if (connections[each].busy) return 1;
    return 0;
}

static int later(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *) left, b = *(const uint32_t *) right;
    return a < b ? -1 : a > b;
}

static uint32_t percentile(double share) {
    return answered == 0 ? 0 : latencies[(int64_t) ((double) (answered - 1) * share)];
}

int main(int count, char **arguments) {
    if (count != 5) {
        fputs("pace PORT CONNECTIONS RATE SECONDS < REQUESTS\n", stderr);
        return 2;
    }
    port = atoi(arguments[1]);
    connection_count = atoi(arguments[2]);
    interval = (int64_t) (1e9 / strtod(arguments[3], NULL));
    due_count = (int64_t) (strtod(arguments[4], NULL) * 1e9) / interval;
    read_requests();
    connections = calloc((size_t) connection_count, sizeof(connection));
    latencies = calloc((size_t) due_count + 1, sizeof(uint32_t));
    epoll = epoll_create1(0);
    if (connections == NULL || latencies == NULL || epoll < 0) fail("start");
    for (int each = 0; each < connection_count; each++) open_connection(&connections[each]);
    begun = nanos();
    int64_t end = begun + due_count * interval + LATE_NANOS;
    while ((taken < due_count || any_busy()) && nanos() < end) {
        due(nanos());
        int64_t wait = taken < due_count ? begun + taken * interval - nanos() : 10000000;
        if (wait < 0) wait = taken < due_count && any_busy() ? 1000000 : 0;
        struct timespec patience = {.tv_sec = wait / 1000000000LL, .tv_nsec = wait % 1000000000LL};
        struct epoll_event events[256];
        int ready = epoll_pwait2(epoll, events, 256, &patience, NULL);
        for (int each = 0; each < ready; each++) {
            connection *it = events[each].data.ptr;
            if (events[each].events & EPOLLOUT) send_rest(it);
            if (events[each].events & ~(uint32_t) EPOLLOUT) readable(it);
        }
    }
    errors += due_count - answered - errors;
    qsort(latencies, (size_t) answered, sizeof(uint32_t), later);
    printf("%lld %lld %lld %u %u %u %u\n", (long long) due_count, (long long) answered, (long long) errors, percentile(0.5),
           percentile(0.99), percentile(0.999), percentile(1.0));
    return 0;
}
