/*
 * A preload shim that makes the k-th file operation fail, for programs that reach files through the C library.
 *
 * It looks only at files under FAULT_DIRECTORY. What it does to them is said in FAULT_CONTROL, a file that `proof/harness/shim.py` maps
 * as well and changes while the program runs; `struct control` is its layout and that module's. Begin at `verdict`: every wrapper
 * asks it first. Reads are never touched. Without both variables, or with the control at rest, it only passes calls on.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE = 1, SYNC = 2, OPEN = 4, RENAME = 8, UNLINK = 16, TRUNCATE = 32, ALLOCATE = 64, LINK = 128, MAKE = 256 };

/* What becomes of the operation that is hit. */
enum way {
    FAIL = 0,  /* it does nothing and reports the error */
    SHORT = 1, /* a write writes its first half and reports that */
    TORN = 2,  /* a write writes its first half and reports the error */
    LIE = 3    /* a sync does nothing and reports success */
};

enum { NOTES = 64, NAME = 56 };

struct note {
    uint32_t kind;
    uint32_t number;
    char name[NAME];
};

struct control {
    _Atomic uint32_t armed;
    _Atomic uint32_t kinds;  /* operations that count */
    _Atomic uint32_t error;  /* an errno */
    _Atomic uint32_t way;
    _Atomic uint32_t repeat; /* 1: every operation from the k-th on */
    _Atomic uint32_t seen;   /* operations counted since it was armed */
    _Atomic uint32_t at;     /* k, from 1; 0 hits nothing and only counts */
    _Atomic uint32_t injected;
    char names[256];         /* ends of file names that count, separated by spaces; none: all */
    struct note notes[NOTES];
};

static struct control *control;
static char directory[PATH_MAX];
static size_t directory_length;

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (found == NULL) {
        fprintf(stderr, "fault: the C library has no %s\n", name);
        _exit(99);
    }
    return found;
}

__attribute__((constructor)) static void begin(void) {
    const char *where = getenv("FAULT_DIRECTORY");
    const char *file = getenv("FAULT_CONTROL");
    if (where == NULL || file == NULL || strlen(where) >= sizeof directory) {
        return;
    }
    strcpy(directory, where);
    directory_length = strlen(directory);
    int fd = REAL(open)(file, O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        fprintf(stderr, "fault: the control file cannot be opened\n");
        _exit(99);
    }
    void *mapped = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (mapped != MAP_FAILED) {
        control = mapped;
    }
}

static int is_named(const char *name) {
    const char *one = control->names;
    if (*one == '\0') {
        return 1;
    }
    size_t length = strlen(name);
    while (*one != '\0') {
        size_t end = strcspn(one, " ");
        if (end != 0 && end <= length && strncmp(name + length - end, one, end) == 0) {
            return 1;
        }
        one += end + (one[end] == ' ');
    }
    return 0;
}

static const char *name_in_directory(const char *path) {
    if (strncmp(path, directory, directory_length) != 0) {
        return NULL;
    }
    if (path[directory_length] == '\0') {
        return ".";
    }
    return path[directory_length] == '/' ? path + directory_length + 1 : NULL;
}

static void keep(enum kind kind, uint32_t number, const char *name) {
    uint32_t place = atomic_fetch_add(&control->injected, 1);
    if (place < NOTES) {
        struct note *note = &control->notes[place];
        note->number = number;
        strncpy(note->name, name, NAME - 1);
        note->kind = kind;
    }
}

/* Whether this operation is hit. */
static int verdict(enum kind kind, const char *path) {
    const char *name = name_in_directory(path);
    if (name == NULL || !(atomic_load(&control->kinds) & kind) || !is_named(name)) {
        return 0;
    }
    uint32_t number = atomic_fetch_add(&control->seen, 1) + 1;
    uint32_t at = atomic_load(&control->at);
    if (at == 0 || number < at || (number > at && !atomic_load(&control->repeat))) {
        return 0;
    }
    keep(kind, number, name);
    return 1;
}

static int is_at_rest(void) {
    return control == NULL || !atomic_load(&control->armed);
}

static int hits_file(enum kind kind, int fd) {
    char link[32];
    char path[PATH_MAX];
    if (is_at_rest()) {
        return 0;
    }
    int before = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = before;
    if (length <= 0) {
        return 0;
    }
    path[length] = '\0';
    return verdict(kind, path);
}

static int hits_path(enum kind kind, int at, const char *path) {
    char whole[PATH_MAX];
    char base[PATH_MAX];
    char link[32];
    if (is_at_rest()) {
        return 0;
    }
    if (path[0] == '/') {
        return verdict(kind, path);
    }
    int before = errno;
    ssize_t length;
    if (at == AT_FDCWD) {
        length = getcwd(base, sizeof base) == NULL ? -1 : (ssize_t)strlen(base);
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", at);
        length = readlink(link, base, sizeof base - 1);
    }
    errno = before;
    if (length <= 0 || (size_t)length + strlen(path) + 2 > sizeof whole) {
        return 0;
    }
    memcpy(whole, base, (size_t)length);
    whole[length] = '/';
    strcpy(whole + length + 1, path);
    return verdict(kind, whole);
}

static int failed(void) {
    errno = (int)atomic_load(&control->error);
    return -1;
}

/* What a write that was hit returns; `done` is what its first half returned. */
static ssize_t half(ssize_t done) {
    if (atomic_load(&control->way) == SHORT) {
        return done;
    }
    return failed();
}

static int is_plain_failure(size_t count) {
    uint32_t way = atomic_load(&control->way);
    return (way != SHORT && way != TORN) || count < 2;
}

ssize_t write(int fd, const void *bytes, size_t count) {
    if (!hits_file(WRITE, fd)) {
        return REAL(write)(fd, bytes, count);
    }
    return is_plain_failure(count) ? failed() : half(REAL(write)(fd, bytes, count / 2));
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
    if (!hits_file(WRITE, fd)) {
        return REAL(pwrite)(fd, bytes, count, offset);
    }
    return is_plain_failure(count) ? failed() : half(REAL(pwrite)(fd, bytes, count / 2, offset));
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
    if (!hits_file(WRITE, fd)) {
        return REAL(pwrite64)(fd, bytes, count, offset);
    }
    return is_plain_failure(count) ? failed() : half(REAL(pwrite64)(fd, bytes, count / 2, offset));
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    if (!hits_file(WRITE, fd)) {
        return REAL(writev)(fd, parts, count);
    }
    return is_plain_failure((size_t)count) ? failed() : half(REAL(writev)(fd, parts, count / 2));
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
    if (!hits_file(WRITE, fd)) {
        return REAL(pwritev)(fd, parts, count, offset);
    }
    return is_plain_failure((size_t)count) ? failed() : half(REAL(pwritev)(fd, parts, count / 2, offset));
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
    if (!hits_file(WRITE, fd)) {
        return REAL(pwritev64)(fd, parts, count, offset);
    }
    return is_plain_failure((size_t)count) ? failed() : half(REAL(pwritev64)(fd, parts, count / 2, offset));
}

static int sync_was_hit(void) {
    return atomic_load(&control->way) == LIE ? 0 : failed();
}

int fsync(int fd) {
    return hits_file(SYNC, fd) ? sync_was_hit() : REAL(fsync)(fd);
}

int fdatasync(int fd) {
    return hits_file(SYNC, fd) ? sync_was_hit() : REAL(fdatasync)(fd);
}

int ftruncate(int fd, off_t length) {
    return hits_file(TRUNCATE, fd) ? failed() : REAL(ftruncate)(fd, length);
}

int ftruncate64(int fd, off64_t length) {
    return hits_file(TRUNCATE, fd) ? failed() : REAL(ftruncate64)(fd, length);
}

int fallocate(int fd, int mode, off_t offset, off_t length) {
    return hits_file(ALLOCATE, fd) ? failed() : REAL(fallocate)(fd, mode, offset, length);
}

int posix_fallocate(int fd, off_t offset, off_t length) {
    return hits_file(ALLOCATE, fd) ? (int)atomic_load(&control->error) : REAL(posix_fallocate)(fd, offset, length);
}

/* Opening to read is left alone: only what may create or change a file counts. */
static int hits_open(int at, const char *path, int flags) {
    return ((flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC))) && hits_path(OPEN, at, path);
}

static mode_t mode_of(int flags, va_list rest) {
    return (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
}

#define MODE(last)                 \
    va_list rest;                  \
    va_start(rest, last);          \
    mode_t mode = mode_of(last, rest); \
    va_end(rest)

int open(const char *path, int flags, ...) {
    MODE(flags);
    return hits_open(AT_FDCWD, path, flags) ? failed() : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE(flags);
    return hits_open(AT_FDCWD, path, flags) ? failed() : REAL(open64)(path, flags, mode);
}

int openat(int at, const char *path, int flags, ...) {
    MODE(flags);
    return hits_open(at, path, flags) ? failed() : REAL(openat)(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...) {
    MODE(flags);
    return hits_open(at, path, flags) ? failed() : REAL(openat64)(at, path, flags, mode);
}

int rename(const char *from, const char *to) {
    return hits_path(RENAME, AT_FDCWD, to) ? failed() : REAL(rename)(from, to);
}

int renameat(int from_at, const char *from, int at, const char *to) {
    return hits_path(RENAME, at, to) ? failed() : REAL(renameat)(from_at, from, at, to);
}

int link(const char *from, const char *to) {
    return hits_path(LINK, AT_FDCWD, to) ? failed() : REAL(link)(from, to);
}

int unlink(const char *path) {
    return hits_path(UNLINK, AT_FDCWD, path) ? failed() : REAL(unlink)(path);
}

int unlinkat(int at, const char *path, int flags) {
    return hits_path(UNLINK, at, path) ? failed() : REAL(unlinkat)(at, path, flags);
}

int mkdir(const char *path, mode_t mode) {
    return hits_path(MAKE, AT_FDCWD, path) ? failed() : REAL(mkdir)(path, mode);
}
