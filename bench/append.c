/*
 * The append ceiling: how many bodies a second the disk can take durably when nothing but appending is done.
 *
 * append FILE BODY_BYTES BATCH SECONDS: writes BATCH bodies, then fdatasync, again and again. At 1 GiB the file is cut to nothing and
 * begins anew, so that every write appends. Prints the bodies written and the microseconds taken.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#define MOST_BYTES (1L << 30)

static int64_t micros(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void fill(char *bytes, size_t length) {
    for (size_t done = 0; done < length;) {
        ssize_t got = getrandom(bytes + done, length - done, 0);
        if (got < 0) fail("getrandom");
        done += (size_t) got;
    }
}

static void append(int file, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written < 0) fail("write");
        bytes += written;
        length -= (size_t) written;
    }
}

int main(int count, char **arguments) {
    if (count != 5) {
        fputs("append FILE BODY_BYTES BATCH SECONDS\n", stderr);
        return 2;
    }
    size_t bytes = strtoul(arguments[2], NULL, 10);
    long batch = strtol(arguments[3], NULL, 10);
    int64_t limit = (int64_t) (strtod(arguments[4], NULL) * 1e6);
    char *body = malloc(bytes);
    if (body == NULL) fail("malloc");
    fill(body, bytes);
    int file = open(arguments[1], O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
    if (file < 0) fail(arguments[1]);
    int64_t begun = micros();
    long bodies = 0;
    long length = 0;
    while (micros() - begun < limit) {
        if (length >= MOST_BYTES) {
            if (ftruncate(file, 0)) fail("ftruncate");
            length = 0;
        }
        for (long each = 0; each < batch; each++) append(file, body, bytes);
        if (fdatasync(file)) fail("fdatasync");
        bodies += batch;
        length += batch * (long) bytes;
    }
    printf("%ld %lld\n", bodies, (long long) (micros() - begun));
    close(file);
    unlink(arguments[1]);
    return 0;
}
