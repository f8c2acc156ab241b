#include "api/file.h"

#include "base/status.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

const char *lapi_file_reason(int error_number)
{
    switch (error_number) {
    case ENOENT:
        return "no such file";
    case EACCES:
    case EPERM:
        return "not allowed to read it";
    case EISDIR:
        return "a folder, not a file";
    case EMFILE:
    case ENFILE:
        return "too many open files";
    default:
        return "cannot be read";
    }
}

lap_status lapi_file_open(const char *path, int *descriptor, lap_error *error)
{
    if (strcmp(path, "-") == 0) {
        *descriptor = STDIN_FILENO;
        return LAP_OK;
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return lapi_fail(error, LAP_NO_FILE, 0, "%s", lapi_file_reason(errno));
    *descriptor = fd;
    return LAP_OK;
}

void lapi_file_close(const char *path, int descriptor)
{
    if (strcmp(path, "-") != 0)
        close(descriptor);
}

static lap_status read_some(void *context, char *buf, size_t cap, size_t *n)
{
    const int *descriptor = context;
    ssize_t got;
    do {
        got = read(*descriptor, buf, cap);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        return LAP_IO;
    *n = (size_t)got;
    return LAP_OK;
}

lapi_stream lapi_file_stream(int *descriptor)
{
    return (lapi_stream){read_some, descriptor};
}

static lap_status unzip_some(void *context, char *buf, size_t cap, size_t *n)
{
    int got = gzread(context, buf, cap < 1u << 30 ? (unsigned)cap : 1u << 30);
    *n = got > 0 ? (size_t)got : 0;
    return got < 0 ? LAP_IO : LAP_OK;
}

lap_status lapi_file_unzip(const char *path, lapi_stream *stream, lap_error *error)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return lapi_fail(error, LAP_NO_FILE, 0, "%s", lapi_file_reason(errno));
    bool is_folder = fstat(fd, &info) == 0 && S_ISDIR(info.st_mode);
    gzFile in = is_folder ? NULL : gzdopen(fd, "rb");
    if (!in) {
        close(fd);
        return is_folder
                   ? lapi_fail(error, LAP_NO_FILE, 0, "%s", lapi_file_reason(EISDIR))
                   : lapi_fail(error, LAP_NO_MEMORY, 0, "out of memory");
    }
    *stream = (lapi_stream){unzip_some, in};
    return LAP_OK;
}

lap_status lapi_file_unzip_close(lapi_stream *stream)
{
    return gzclose(stream->context) == Z_OK ? LAP_OK : LAP_IO;
}

lap_status lapi_file_map(const char *path, lapi_file *out, lap_error *error)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not wait */
    if (fd < 0 || fstat(fd, &info)) {
        int why = errno;
        if (fd >= 0)
            close(fd);
        return lapi_fail(error, LAP_NO_FILE, 0, "%s", lapi_file_reason(why));
    }
    void *bytes = NULL;
    if (!S_ISREG(info.st_mode)) {
        close(fd);
        return lapi_fail(error, LAP_NO_FILE, 0, "not a plain file");
    }
    if (info.st_size > 0)
        bytes = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (bytes == MAP_FAILED)
        return lapi_fail(error, LAP_NO_MEMORY, 0, "no room to map it");
    *out = (lapi_file){bytes, (size_t)info.st_size};
    return LAP_OK;
}

void lapi_file_unmap(lapi_file *file)
{
    if (file->bytes)
        munmap(file->bytes, file->size);
    *file = (lapi_file){0};
}
